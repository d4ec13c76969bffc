import type { ManifestNews, Signed } from '../../../src/contract/display.js';
import type { ProgressState } from '../../../src/contract/display-link.js';
import type { Library } from '../cache/library.js';
import type { Hub } from './hub.js';
import type { Session } from './session.js';

const retryMs = [1_000, 2_000, 5_000, 10_000, 30_000];
const lookAgainMs = 60_000;
/** That an item is here is said after so long, unless it was painted by then, which says more. */
const readyAfterMs = 400;

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
  private timer: ReturnType<typeof setTimeout> | undefined;
  private soon: ReturnType<typeof setTimeout> | undefined;
  private offers: ManifestNews[] = [];
  /** What the hub has been told since this page began, and has taken. */
  private readonly told = new Map<string, ProgressState>();
  private readonly painted = new Set<string>();
  /** The keys that the hub knows to be held; undefined while it knows nothing of this page. */
  private heldTold: ReadonlySet<string> | undefined;
  private alert = 0;
  /** Words that are on their way. What comes meanwhile goes with the next one. */
  private readonly telling: { progress?: Promise<void> | undefined; holds?: Promise<void> | undefined } = {};
  private hasNews = false;
  private hasLeft = false;
  private alertTold = 0;
  private screenId = '';

  constructor(
    private readonly library: Library,
    private readonly hub: Hub,
    private readonly session: Session,
    private readonly events: SyncEvents,
  ) {}

  /**
   * A connection has begun. What the hub took before stays told: it was written when it was answered. A hub whose
   * epoch lies behind was restored from a backup and may have lost it: it hears everything again.
   */
  async welcome(screenId: string, card: Signed | undefined, epoch: number): Promise<void> {
    if (screenId !== this.screenId || epoch < (this.library.have?.epoch ?? 0)) {
      this.told.clear();
      this.heldTold = undefined;
    }
    this.screenId = screenId;
    this.failures = 0;
    this.offers = [];
    // A hub that was restored from a backup may have gone back; what it says now counts.
    this.wanted = 0;
    if (card) await this.card(card, epoch);
    if (this.alert > this.alertTold) void this.alertShown(this.alert);
    this.want(epoch, true);
  }

  /** What the hub says of this screen; a new group has another manifest. */
  async card(card: Signed, epoch: number): Promise<void> {
    if (!(await this.library.takeCard(card, this.screenId))) {
      this.events.refused('card');
      return;
    }
    if (this.library.have === undefined) this.want(epoch, true);
    await this.events.changed();
  }

  /** What has changed, unasked. */
  offer(news: ManifestNews): void {
    this.offers.push(news);
    this.session.spread(news.spreadMs ?? 0);
    void this.run();
  }

  /** The hub has a manifest of this epoch. */
  want(epoch: number, always = false): void {
    const isNews = epoch > Math.max(this.wanted, this.library.have?.epoch ?? -1);
    this.wanted = Math.max(this.wanted, epoch);
    if (isNews || always) void this.run();
  }

  /** A page of the item was really drawn. */
  async paintedItem(key: string): Promise<void> {
    this.painted.add(key);
    await this.tell();
  }

  /** What the alert of this number says has been drawn; said again until the hub has taken it. */
  async alertShown(seq: number): Promise<void> {
    this.alert = seq;
    if (await this.session.alertShown(seq)) this.alertTold = seq;
  }

  /** Says what is held, when something that the hub knows of is held no more. */
  async tellHolds(): Promise<void> {
    this.hasLeft = true;
    this.telling.holds ??= this.reportHolds().finally(() => {
      this.telling.holds = undefined;
    });
    await this.telling.holds;
  }

  private async run(): Promise<void> {
    if (this.running || !this.session.isOpen) return;
    this.running = true;
    clearTimeout(this.timer);
    try {
      do await this.once();
      while (this.isBehind() || this.offers.length > 0);
      this.failures = 0;
    } catch {
      // The hub or the network is away for now. What is complete goes on being shown.
      const wait = retryMs[Math.min(this.failures, retryMs.length - 1)] ?? 30_000;
      this.failures += 1;
      this.timer = setTimeout(() => void this.run(), wait);
    } finally {
      this.running = false;
    }
  }

  private isBehind(): boolean {
    return this.session.isOpen && this.wanted > (this.library.have?.epoch ?? -1);
  }

  private async once(): Promise<void> {
    const offer = this.offers.shift();
    const isNews = offer !== undefined && (await this.took(offer));
    // One that has what the hub spoke of last has nothing to ask for.
    if (!isNews && this.library.have?.epoch !== this.wanted) await this.fetch();
    // Said while what is new is made ready; nothing waits for it.
    void this.tellHolds();
    await this.library.fill(
      {
        blob: (hash) => this.hub.blob(hash),
        piece: (hash, from, length) => this.hub.piece(hash, from, length),
      },
      () => {
        void this.events.changed();
        this.tellSoon();
      },
    );
    // Also what the hub has not taken before the connection was lost.
    this.tellSoon();
    this.lookAgain();
  }

  /** What was not to be had now, e.g. a large file outside its hours, is tried again. */
  private lookAgain(): void {
    const { manifest, ready } = this.library;
    if (manifest && ready.length < manifest.items.length)
      this.timer = setTimeout(() => void this.run(), lookAgainMs);
  }

  /** Whether what came unasked brought the library to where it has to be. */
  private async took(offer: ManifestNews): Promise<boolean> {
    const refusal = await this.library.accept(offer);
    if (refusal === undefined) await this.taken();
    return refusal === undefined || (refusal === 'older' && !this.isBehind());
  }

  private async fetch(): Promise<void> {
    const { library } = this;
    const news = await this.hub.manifest(library.have);
    if (!news) {
      this.wanted = library.have?.epoch ?? this.wanted;
      return;
    }
    let refusal = await library.accept(news);
    if (refusal === 'torn' && news.base !== undefined) {
      const whole = await this.hub.manifest(undefined);
      refusal = whole && (await library.accept(whole));
    }
    if (refusal) {
      this.events.refused(refusal);
      // Nothing newer is to be had; asking again at once would not help.
      this.wanted = library.have?.epoch ?? -1;
      throw new Error(refusal);
    }
    await this.taken();
  }

  private async taken(): Promise<void> {
    this.forget(new Set(this.library.manifest?.items.map(({ key }) => key)));
    await this.events.changed();
  }

  private tellSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      // Without a connection it is said at the next welcome.
      this.tell().catch(() => undefined);
    }, readyAfterMs);
  }

  /** What left the manifest and comes again has to be painted again. */
  private forget(wanted: ReadonlySet<string>): void {
    for (const key of [...this.painted, ...this.told.keys()])
      if (!wanted.has(key)) {
        this.painted.delete(key);
        this.told.delete(key);
      }
  }

  /**
   * Reports the state of every item that the hub has not heard of. What comes while the hub is being told goes with the
   * next word: two hundred items that become ready one after the other are not two hundred messages.
   */
  private async tell(): Promise<void> {
    this.hasNews = true;
    this.telling.progress ??= this.reportProgress().finally(() => {
      this.telling.progress = undefined;
    });
    await this.telling.progress;
  }

  private async reportProgress(): Promise<void> {
    while (this.hasNews) {
      await this.session.turn();
      this.hasNews = false;
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

  /**
   * What the manifest of an epoch names is held unless it had an end of its own: only of such items the keys are sent,
   * and nothing is said when all that the hub knows of is still held.
   */
  private async reportHolds(): Promise<void> {
    while (this.hasLeft) {
      await this.session.turn();
      this.hasLeft = false;
      const { manifest } = this.library;
      if (!manifest || !this.session.isOpen) return;
      const held = new Set(manifest.items.map(({ key }) => key));
      if (!this.heldTold || [...this.heldTold].some((key) => !held.has(key))) {
        const ending = manifest.items.filter(({ until }) => until !== undefined).map(({ key }) => key);
        if (!(await this.session.holds(manifest.epoch, ending))) return;
      }
      this.heldTold = held;
    }
  }
}
