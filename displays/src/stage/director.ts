import {
  arrived,
  mainProgram,
  nothingRemembered,
  onAir,
  remember,
  settled,
  type Air,
  type AirItem,
  type AirScene,
} from '../../../src/contract/on-air.js';
import type { Scene } from '../../../src/contract/scene.js';
import { usualPanel } from '../../../src/contract/slide/panel.js';
import type { Clock } from '../cache/clock.js';
import type { Library, ReadyItem } from '../cache/library.js';
import type { Following } from '../watch/wanted.js';
import { Cutter, type Job } from './cutter.js';
import { Cuttings } from './cuttings.js';
import { clockText } from './faces.js';
import { Painter } from './painter.js';
import { objectionsUntil } from './publicity.js';
import { viewport } from './slides.js';
import type { Stage } from './stage.js';
import { Zones } from './zones.js';

/** The clock on the glass and steps of the machine's clock are noticed within this time. */
const lookEveryMs = 1_000;
/** What could not be drawn is left out for so long, and then tried again. */
const leaveOutMs = 10 * 60_000;
const unknownTime = '--:--';

export interface DirectorEvents {
  painted(key: string): void;
  /** What the main zone shows; idle also while it shows something of the player's own. */
  showing(scene: Scene): void;
  /** Something's time was over. */
  expired(): void;
}

/** Shows at every moment what the scene function says, and nothing else. */
export class Director {
  private air: Air;
  private readonly cuttings = new Cuttings();
  private readonly cutter: Cutter;
  private readonly zones: Zones;
  private readonly painter: Painter;
  /** Items that trouble the glass: how often, and until when by `performance.now()` they are left out. */
  private readonly troubles = new Map<string, { times: number; until: number }>();
  private known: ReadonlySet<string> | undefined;
  private told = '';
  private timer: number | undefined;
  private work: Promise<void> = Promise.resolve();
  /** Counts changes: what was to be cut ahead for an older one is left. */
  private turn = 0;
  private active = false;
  /** The library has to be taken in anew at the next look. */
  private isStale = false;
  /** The item that stands in the main zone. */
  private standing: string | undefined;

  constructor(
    private readonly library: Library,
    private readonly clock: Clock,
    stage: Stage,
    measure: HTMLElement,
    private readonly events: DirectorEvents,
  ) {
    this.cutter = new Cutter(library, this.cuttings, measure);
    this.zones = new Zones(stage);
    this.painter = new Painter(library, this.cuttings, clock, {
      painted: (key) => {
        if (!this.isItem(key)) return;
        this.troubles.delete(key);
        events.painted(key);
      },
      failed: (key) => {
        this.again(key);
      },
    });
    this.air = this.airNow();
    window.addEventListener('resize', () => {
      this.cuttings.clear();
      this.zones.reset();
      void this.changed();
    });
  }

  /** From here on the glass belongs to the manifest; resolves when it shows what that says. */
  async start(): Promise<void> {
    this.active = true;
    await this.changed();
  }

  /**
   * Draws anew what has to stand there. What was drawn anew twice in vain is left out for a while: one item must not
   * keep all others from the glass.
   */
  again(blame = this.standing): void {
    if (blame !== undefined) this.blame(blame);
    this.zones.reset();
    // Not at once: what cannot be drawn at all must not be tried all the time.
    this.isStale = true;
  }

  /** Leaves the glass to somebody else, e.g. the pairing code. */
  stop(): void {
    this.active = false;
    this.told = '';
    this.zones.reset();
    clearTimeout(this.timer);
  }

  /**
   * The loop that the main zone follows; undefined while the screen rests, the glass belongs to somebody else, or nothing
   * has been cut yet.
   */
  get following(): Following | undefined {
    return this.active && this.known ? mainProgram(this.air, this.clock.now()) : undefined;
  }

  /** Takes the library as it is now; resolves when what left it is no longer on the glass. */
  async changed(): Promise<void> {
    this.turn += 1;
    const turn = this.work.then(() => this.take());
    this.work = turn.catch(() => undefined);
    await turn;
    await this.zones.settled();
  }

  private async take(): Promise<void> {
    this.isStale = false;
    const { manifest } = this.library;
    if (manifest?.programme?.still === true) document.documentElement.dataset['still'] = '';
    else delete document.documentElement.dataset['still'];
    this.air = { ...this.airNow(), memory: this.air.memory };
    const now = this.clock.now();
    const [soon, later] = this.cutter.jobs(this.air, now);
    // One after the other: they are measured in the same place.
    for (const job of soon) await job();
    this.cutter.tidy(this.air);
    this.air = { ...this.air, memory: settled(this.air, now) };
    // What was there when the player began is no arrival; what has come since is shown next, once.
    const here = this.air.items.map(({ key }) => key);
    for (const key of here)
      if (this.known && !this.known.has(key)) this.air = { ...this.air, memory: arrived(this.air, key, now) };
    const before = this.known ?? new Set(manifest?.items.map(({ key }) => key));
    const stays = (key: string): boolean => manifest?.items.some((item) => item.key === key) ?? false;
    this.known = manifest && new Set([...before].filter(stays).concat(here));
    this.tick();
    this.cutAhead(later);
  }

  /** What the pure function reads, from what the library has. */
  private airNow(): Air {
    const { manifest, ready } = this.library;
    const panel = manifest?.panel ?? usualPanel;
    const size = viewport();
    return {
      programme: manifest?.programme,
      items: ready.filter(({ item }) => this.isWell(item.key)).map((one) => this.airItem(one)),
      screen: {
        id: manifest?.screen.id ?? '',
        tags: manifest?.screen.tags ?? [],
        portrait: size.height > size.width,
      },
      pages: (key, zone) => this.cutter.pages(key, zone, size),
      pageMs: (key, zone) => this.cutter.pageMs(key, zone, size),
      fits: (zone) => this.cutter.fits(zone, size),
      dwellMs: panel.dwellSeconds * 1000,
      memory: nothingRemembered,
    };
  }

  /** Cuts what may be needed later, between other work, so that a change of the rules finds it. */
  private cutAhead(jobs: readonly Job[]): void {
    const { turn } = this;
    for (const job of jobs)
      this.work = this.work.then(async () => {
        if (turn === this.turn) await job();
      });
  }

  private tick(): void {
    clearTimeout(this.timer);
    if (!this.active) return;
    const now = this.clock.now();
    let until = now + lookEveryMs;
    try {
      const scene = onAir(this.air, now);
      until = Math.min(until, scene.until ?? Infinity);
      this.air = { ...this.air, memory: remember(this.air, scene) };
      this.put(scene, now);
      this.isStale ||= this.cutter.hasOldWidget(scene, now);
    } catch {
      // Whatever it was, the glass keeps what it has, and the next look tries again.
      this.again();
    }
    this.library
      .dropExpired(now)
      .then((some) => {
        if (some) this.events.expired();
      })
      .catch(() => undefined);
    this.timer = window.setTimeout(
      () => {
        if (this.isStale) void this.changed();
        else this.tick();
      },
      Math.max(20, until - now),
    );
  }

  private isWell(key: string): boolean {
    return (this.troubles.get(key)?.until ?? 0) <= performance.now();
  }

  private blame(key: string): void {
    const times = (this.troubles.get(key)?.times ?? 0) + 1;
    this.troubles.set(key, { times, until: times > 2 ? performance.now() + leaveOutMs : 0 });
  }

  private put(scene: AirScene, now: number): void {
    const pictures = this.painter.pictures(scene, this.air, now, (zone) => this.cutter.placeOf(zone));
    this.zones.show(pictures, (key) => this.library.ready.some(({ item }) => item.key === key));
    const main = scene.show === 'air' ? scene.zones[0]?.face : undefined;
    const shown: Scene =
      main?.show === 'page' && this.isItem(main.key) ? main : { show: 'idle', until: scene.until };
    const told = shown.show === 'page' ? `${shown.key} ${String(shown.page)} ${String(shown.pages)}` : 'idle';
    this.standing = shown.show === 'page' ? shown.key : undefined;
    if (told !== this.told) this.events.showing(shown);
    this.told = told;
    for (const clock of Array.from(document.querySelectorAll('.slide-clock, .clock-face .clock')))
      if (clock.textContent !== this.time(now)) clock.textContent = this.time(now);
  }

  private isItem(key: string): boolean {
    return this.air.items.some((item) => item.key === key);
  }

  /** A time that is not known is not shown. */
  private time(now: number): string {
    return this.clock.trusted ? clockText(now) : unknownTime;
  }

  private airItem({ item }: ReadyItem): AirItem {
    const end = (text: string | undefined): number | undefined =>
      text === undefined ? undefined : this.clock.end(Date.parse(text));
    return {
      key: item.key,
      from: Date.parse(item.from),
      until: end(item.until),
      priority: item.priority,
      category: item.category,
      announcementId: item.announcementId,
      objectionsUntil: end(objectionsUntil(item)),
    };
  }
}
