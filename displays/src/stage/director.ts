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
import type { Program, Scene } from '../../../src/contract/scene.js';
import { usualPanel } from '../../../src/contract/slide/panel.js';
import type { Clock } from '../cache/clock.js';
import type { Library, ReadyItem } from '../cache/library.js';
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
  private known: ReadonlySet<string> | undefined;
  private told = '';
  private timer: number | undefined;
  private work: Promise<void> = Promise.resolve();
  /** Counts changes: what was to be cut ahead for an older one is left. */
  private turn = 0;
  private active = false;

  constructor(
    private readonly library: Library,
    private readonly clock: Clock,
    stage: Stage,
    measure: HTMLElement,
    private readonly events: DirectorEvents,
  ) {
    this.cutter = new Cutter(library, this.cuttings, measure);
    this.zones = new Zones(stage);
    this.painter = new Painter(library, this.cuttings, (key) => {
      if (this.isItem(key)) events.painted(key);
    });
    this.air = this.airNow();
    window.addEventListener('resize', () => {
      this.cuttings.clear();
      this.zones.reset();
      void this.changed();
    });
  }

  /** From here on the glass belongs to the manifest. */
  start(): void {
    this.active = true;
    void this.changed();
  }

  /** Leaves the glass to somebody else, e.g. the pairing code. */
  stop(): void {
    this.active = false;
    this.told = '';
    this.zones.reset();
    clearTimeout(this.timer);
  }

  /** The loop that the main zone follows; undefined while the screen rests, or the glass belongs to somebody else. */
  get following(): Program | undefined {
    return this.active ? mainProgram(this.air, this.clock.now()) : undefined;
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
      items: ready.map(airItem),
      screen: {
        id: manifest?.screen.id ?? '',
        tags: manifest?.screen.tags ?? [],
        portrait: size.height > size.width,
      },
      pages: (key, zone) => this.cutter.pages(key, zone, size),
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
    const scene = onAir(this.air, now);
    this.air = { ...this.air, memory: remember(this.air, scene) };
    this.put(scene, now);
    void this.library.dropExpired(now).then((some) => {
      if (some) this.events.expired();
    });
    const isOld = this.cutter.hasOldWidget(scene, now);
    const wait = Math.min(lookEveryMs, Math.max(20, (scene.until ?? Infinity) - now));
    this.timer = window.setTimeout(() => {
      if (isOld) void this.changed();
      else this.tick();
    }, wait);
  }

  private put(scene: AirScene, now: number): void {
    const pictures = this.painter.pictures(scene, this.air, now, (zone) => this.cutter.placeOf(zone));
    this.zones.show(pictures, (key) => this.library.ready.some(({ item }) => item.key === key));
    const main = scene.show === 'air' ? scene.zones[0]?.face : undefined;
    const shown: Scene =
      main?.show === 'page' && this.isItem(main.key) ? main : { show: 'idle', until: scene.until };
    const told = shown.show === 'page' ? `${shown.key} ${String(shown.page)} ${String(shown.pages)}` : 'idle';
    if (told !== this.told) this.events.showing(shown);
    this.told = told;
    for (const clock of Array.from(document.querySelectorAll('.slide-clock, .clock-face .clock')))
      if (clock.textContent !== clockText(now)) clock.textContent = clockText(now);
  }

  private isItem(key: string): boolean {
    return this.air.items.some((item) => item.key === key);
  }
}

function airItem({ item }: ReadyItem): AirItem {
  const time = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Date.parse(text);
  return {
    key: item.key,
    from: Date.parse(item.from),
    until: time(item.until),
    priority: item.priority,
    category: item.category,
    announcementId: item.announcementId,
    objectionsUntil: time(objectionsUntil(item)),
  };
}
