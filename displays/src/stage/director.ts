import { admit, settle } from '../../../src/contract/arrivals.js';
import { cursorAt, sceneAt, type Playable, type Program, type Scene } from '../../../src/contract/scene.js';
import { usualPanel, type Panel } from '../../../src/contract/slide/panel.js';
import type { Clock } from '../cache/clock.js';
import type { Library, ReadyItem } from '../cache/library.js';
import { clockText, doubtFace, idleFace } from './faces.js';
import { cut, viewport, type CutNotice } from './slides.js';
import type { Following } from '../watch/wanted.js';
import type { Stage } from './stage.js';

/** The clock on the glass and steps of the machine's clock are noticed within this time. */
const lookEveryMs = 1_000;
/** What could not be drawn is left out for so long, and then tried again. */
const leaveOutMs = 10 * 60_000;
const unknownTime = '--:--';

export interface DirectorEvents {
  painted(key: string): void;
  showing(scene: Scene): void;
  /** Something's time was over. */
  expired(): void;
}

interface Cutting {
  rendition: string;
  notice: CutNotice;
}

/** Shows at every moment what the scene function says, and nothing else. */
export class Director {
  private program: Program = { items: [], arrivals: [], dwellMs: usualPanel.dwellSeconds * 1000 };
  private readonly cuttings = new Map<string, Cutting>();
  /** Items that trouble the glass: how often, and until when by `performance.now()` they are left out. */
  private readonly troubles = new Map<string, { times: number; until: number }>();
  private known: ReadonlySet<string> | undefined;
  private face = '';
  private timer: number | undefined;
  private work: Promise<void> = Promise.resolve();
  private active = false;
  /** The library has to be taken in anew at the next look. */
  private isStale = false;

  constructor(
    private readonly library: Library,
    private readonly clock: Clock,
    private readonly stage: Stage,
    private readonly measure: HTMLElement,
    private readonly events: DirectorEvents,
  ) {
    window.addEventListener('resize', () => {
      this.cuttings.clear();
      this.face = '';
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
    this.face = '';
    // Not at once: what cannot be drawn at all must not be tried all the time.
    this.isStale = true;
  }

  /** Leaves the glass to somebody else, e.g. the pairing code. */
  stop(): void {
    this.active = false;
    this.face = '';
    clearTimeout(this.timer);
  }

  /** What the glass follows; undefined while it belongs to somebody else, or nothing has been cut yet. */
  get following(): Following | undefined {
    return this.active && this.known ? this.program : undefined;
  }

  /** Takes the library as it is now; resolves when what left it is no longer on the glass. */
  async changed(): Promise<void> {
    const turn = this.work.then(() => this.take());
    this.work = turn.catch(() => undefined);
    await turn;
    await this.stage.settled();
  }

  private async take(): Promise<void> {
    this.isStale = false;
    const { ready, manifest } = this.library;
    const panel: Panel = manifest?.panel ?? usualPanel;
    const items: Playable[] = [];
    // One after the other: they are measured in the same place. One that cannot be cut does not keep the others out.
    for (const one of ready) items.push(...(await this.playable(one, panel).catch(() => [])));
    for (const key of [...this.cuttings.keys()])
      if (!ready.some(({ item }) => item.key === key)) this.cuttings.delete(key);
    const now = this.clock.now();
    this.program = { ...this.program, items, dwellMs: panel.dwellSeconds * 1000 };
    this.program = { ...this.program, arrivals: settle(this.program, this.program.arrivals, now) };
    // What was there when the player began is no arrival; what has come since is shown next, once.
    for (const { key } of items)
      if (this.known && !this.known.has(key))
        this.program = { ...this.program, arrivals: admit(this.program, key, now) };
    const before = this.known ?? new Set(manifest?.items.map(({ key }) => key));
    this.known =
      manifest &&
      new Set(
        [...before]
          .filter((key) => manifest.items.some((i) => i.key === key))
          .concat(items.map(({ key }) => key)),
      );
    this.tick();
  }

  private async playable({ item, ...rest }: ReadyItem, panel: Panel): Promise<Playable[]> {
    if ((this.troubles.get(item.key)?.until ?? 0) > performance.now()) return [];
    const standing = this.cuttings.get(item.key);
    const notice =
      standing?.rendition === item.rendition
        ? standing.notice
        : await cut({ item, ...rest }, panel, this.measure);
    this.cuttings.set(item.key, { rendition: item.rendition, notice });
    const playable = {
      key: item.key,
      from: Date.parse(item.from),
      until: item.until === undefined ? undefined : this.clock.end(Date.parse(item.until)),
      priority: item.priority,
      pages: notice.pages,
    };
    return [playable];
  }

  private tick(): void {
    clearTimeout(this.timer);
    if (!this.active) return;
    const now = this.clock.now();
    let until = now + lookEveryMs;
    try {
      const scene = sceneAt(this.program, now);
      until = Math.min(until, scene.until ?? Infinity);
      this.program = { ...this.program, cursor: cursorAt(this.program, scene) };
      this.put(scene, now);
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
        this.isStale = false;
        this.tick();
      },
      Math.max(20, until - now),
    );
  }

  /** The item that stands on the glass. */
  private get standing(): string | undefined {
    const [key = ''] = this.face.split(' ');
    return this.cuttings.has(key) ? key : undefined;
  }

  private blame(key: string): void {
    const times = (this.troubles.get(key)?.times ?? 0) + 1;
    this.troubles.set(key, { times, until: times > 2 ? performance.now() + leaveOutMs : 0 });
  }

  private put(scene: Scene, now: number): void {
    const face = this.faceOf(scene, now);
    if (face === this.face) {
      this.turnClock(now);
      return;
    }
    const mustCut = this.mustCut();
    this.face = face;
    const layer =
      scene.show === 'idle' ? this.idle(now) : this.cuttings.get(scene.key)?.notice.layer(scene.page, now);
    if (!layer) return;
    const { key } = scene.show === 'page' ? scene : { key: undefined };
    if (key !== undefined) layer.dataset['key'] = key;
    if (scene.show === 'page') layer.dataset['page'] = String(scene.page);
    this.events.showing(scene);
    this.stage.show(layer, mustCut).then(
      (drawn) => {
        if (key === undefined || !drawn) return;
        this.troubles.delete(key);
        this.events.painted(key);
      },
      () => {
        this.again(key);
      },
    );
  }

  /** The idle page changes with the minute. */
  private faceOf(scene: Scene, now: number): string {
    if (scene.show === 'idle') return `idle ${this.library.manifest?.screen.name ?? ''} ${this.time(now)}`;
    const { width, height } = viewport();
    return `${scene.key} ${String(scene.page)} ${String(scene.pages)} ${String(width)}x${String(height)}`;
  }

  /** Whether the item on the glass may not be there any more. */
  private mustCut(): boolean {
    const [key = ''] = this.face.split(' ');
    return this.face !== '' && key !== 'idle' && !this.library.ready.some(({ item }) => item.key === key);
  }

  private idle(now: number): HTMLElement {
    const { office, screen, panel = usualPanel } = this.library.manifest ?? {};
    const facts = { office: office?.name ?? '', screen: screen?.name ?? '', panel };
    return this.clock.trusted ? idleFace(now, facts) : doubtFace(facts);
  }

  private turnClock(now: number): void {
    for (const clock of Array.from(document.querySelectorAll('.slide-clock')))
      if (clock.textContent !== this.time(now)) clock.textContent = this.time(now);
  }

  /** A time that is not known is not shown. */
  private time(now: number): string {
    return this.clock.trusted ? clockText(now) : unknownTime;
  }
}
