import type { ProgressState } from '../../../src/contract/display-link.js';
import type { Library } from '../cache/library.js';
import type { Hub } from './hub.js';
import type { Session } from './session.js';

const retryMs = [1_000, 2_000, 5_000, 10_000, 30_000];

export interface SyncEvents {
  /** The manifest, or what is complete of it, has changed; resolves when the glass shows nothing else. */
  changed(): Promise<void>;
  refused(why: string): void;
}

/** Brings the library to the hub's desired state and tells the hub how far it came. One run at a time. */
export class Sync {
  private wanted = 0;
  private running = false;
  private failures = 0;
  private timer: number | undefined;
  /** What the hub has been told on this connection. */
  private told = new Map<string, ProgressState>();
  private readonly painted = new Set<string>();
  private heldTold = '';
  private screenId = '';

  constructor(
    private readonly library: Library,
    private readonly hub: Hub,
    private readonly session: Session,
    private readonly events: SyncEvents,
  ) {}

  /** A connection has begun: everything is said again. */
  welcome(screenId: string, epoch: number): void {
    this.screenId = screenId;
    this.told = new Map();
    this.heldTold = '';
    this.failures = 0;
    this.want(epoch, true);
  }

  /** The hub has a manifest of this epoch. */
  want(epoch: number, always = false): void {
    const isNews = epoch > Math.max(this.wanted, this.library.manifest?.epoch ?? -1);
    this.wanted = Math.max(this.wanted, epoch);
    if (isNews || always) void this.run();
  }

  /** A page of the item was really drawn. */
  async paintedItem(key: string): Promise<void> {
    this.painted.add(key);
    await this.tell();
  }

  /** Says what is held, when that has changed since it was said last. */
  async tellHolds(): Promise<void> {
    const { manifest } = this.library;
    if (!manifest || !this.session.isOpen) return;
    const keys = manifest.items.map(({ key }) => key);
    const text = `${String(manifest.epoch)} ${keys.join()}`;
    if (text === this.heldTold) return;
    if (await this.session.holds(manifest.epoch, keys)) this.heldTold = text;
  }

  private async run(): Promise<void> {
    if (this.running || !this.session.isOpen) return;
    this.running = true;
    clearTimeout(this.timer);
    try {
      do await this.once();
      while (this.isBehind());
      this.failures = 0;
    } catch {
      // The hub or the network is away for now. What is complete goes on being shown.
      const wait = retryMs[Math.min(this.failures, retryMs.length - 1)] ?? 30_000;
      this.failures += 1;
      this.timer = window.setTimeout(() => void this.run(), wait);
    } finally {
      this.running = false;
    }
  }

  private isBehind(): boolean {
    return this.session.isOpen && this.wanted > (this.library.manifest?.epoch ?? -1);
  }

  private async once(): Promise<void> {
    const { library } = this;
    const own = library.manifest?.screenId === this.screenId ? library.manifest : undefined;
    const signed = await this.hub.manifest(own?.epoch);
    if (!signed) this.wanted = own?.epoch ?? this.wanted;
    if (signed) {
      const refusal = await library.accept(signed, this.screenId);
      if (refusal) {
        this.events.refused(refusal);
        // Nothing newer is to be had; asking again at once would not help.
        this.wanted = library.manifest?.epoch ?? -1;
        throw new Error(refusal);
      }
      this.forget(new Set(library.manifest?.items.map(({ key }) => key)));
      await this.events.changed();
      await this.tellHolds();
    }
    await library.fill(
      (hash) => this.hub.blob(hash),
      () => {
        void this.events.changed();
        void this.tell();
      },
    );
    await this.tell();
    await this.tellHolds();
  }

  /** What left the manifest and comes again has to be painted again. */
  private forget(wanted: ReadonlySet<string>): void {
    for (const key of [...this.painted, ...this.told.keys()])
      if (!wanted.has(key)) {
        this.painted.delete(key);
        this.told.delete(key);
      }
  }

  /** Reports the state of every item that the hub has not heard of on this connection. */
  private async tell(): Promise<void> {
    const news = this.library.ready.flatMap(({ item: { key } }) => {
      const state: ProgressState = this.painted.has(key) ? 'painted' : 'verified';
      return this.told.get(key) === state ? [] : [{ key, state }];
    });
    for (let start = 0; start < news.length; start += 500) {
      const part = news.slice(start, start + 500);
      if (!(await this.session.progress(part))) return;
      for (const { key, state } of part) this.told.set(key, state);
    }
  }
}
