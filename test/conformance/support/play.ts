import type {
  Item,
  PersonTask,
  Probe,
  Receipt,
  Rendition,
  Seen,
  VersionView,
} from '../../../src/contract/channel.js';
import type { Json, Operation } from '../../../src/contract/values.js';
import { canonicalJson, sha256 } from '../../../src/platform/hash.js';
import type { Harness } from './harness.js';
import { Steps } from './steps.js';

/** One delivery of one version as the hub runs it: what is tried, what is known, what is looked at. */
export class Delivery {
  readonly steps: Steps;
  receipt: Receipt | undefined;

  private constructor(
    readonly harness: Harness,
    readonly version: VersionView,
    readonly rendition: Rendition<Json>,
    readonly item: Item,
  ) {
    this.steps = new Steps(harness.boundaries);
  }

  static async of(harness: Harness, version: VersionView): Promise<Delivery> {
    const rendition = await harness.render(version);
    return new Delivery(harness, version, rendition, newItem(harness.nextKey(), version, rendition));
  }

  async deliver(): Promise<Receipt> {
    this.receipt = await this.harness.channel.deliver(this.rendition, this.#context());
    if (this.receipt.state === 'done') this.#listed();
    return this.receipt;
  }

  async updateFrom(before: Delivery): Promise<Receipt> {
    const update = this.harness.channel.update?.bind(this.harness.channel);
    if (!update || !before.receipt) throw new Error('nothing to update');
    const shown = { rendition: before.rendition, receipt: before.receipt };
    this.receipt = await update(this.rendition, shown, this.#context());
    return this.receipt;
  }

  /** Looks without changing anything. `blind`: as after a crash that left no receipt and no step results. */
  verify(op: Operation = 'publish', { blind = false } = {}): Promise<Seen> {
    return this.harness.channel.verify(this.probe(op, blind), this.#context(op === 'recall'));
  }

  /** Takes it back; the item keeps its key and carries a reason; the steps are the recall's own. */
  async recall({ blind = false } = {}): Promise<void> {
    const { channel } = this.harness;
    await channel.recall(this.probe('recall', blind), this.#context(true));
    this.harness.noLongerLive(this.item.slug);
  }

  /**
   * Lets the outside finish until there is no more to wait for, as the hub does: what is still there after a recall is
   * called back again. Ends with anything but `pending`.
   */
  async settle(op: Operation = 'publish', options: { blind?: boolean } = {}): Promise<Seen> {
    let recalls = 0;
    for (let round = 0; round < 10; round += 1) {
      const seen = await this.verify(op, options);
      if (seen.is === 'live' && op === 'recall' && recalls < 2) {
        recalls += 1;
        await this.recall(options);
        continue;
      }
      if (seen.is === 'live' && op !== 'recall') {
        this.receipt = seen.receipt;
        this.#listed();
      }
      if (seen.is !== 'pending') return seen;
      await this.#complete(op, seen.person);
    }
    throw new Error(`${this.harness.channel.id} says pending for ever though the outside has finished`);
  }

  /** An `absent` is believed only after the channel's settling time, in which the outside goes on. */
  async settleAbsent(op: Operation, options: { blind?: boolean } = {}): Promise<Seen> {
    const { harness } = this;
    const { settleMs } = harness.channel;
    if (settleMs === 0) return { is: 'absent' };
    harness.now = new Date(harness.now.getTime() + settleMs);
    await this.#complete(op);
    return this.settle(op, options);
  }

  probe(op: Operation, blind = false): Probe<Json> {
    const { rendition, item, receipt, steps } = this;
    const known = blind ? { steps: {} } : { steps: steps.results, receipt };
    return { op, rendition, key: item.key, ...known };
  }

  #complete(op: Operation, person?: PersonTask): Promise<void> {
    const { item, rendition, harness } = this;
    return harness.complete({ op, item, rendition, person });
  }

  #context(recalling = false) {
    const { item, harness, steps } = this;
    if (!recalling) return harness.context(item, steps);
    return harness.context({ ...item, goneReason: 'error' }, new Steps(harness.boundaries));
  }

  #listed(): void {
    const url = this.receipt?.state === 'done' ? this.receipt.url : undefined;
    this.harness.nowLive(this.version, this.item, url);
  }
}

/** An item for a version: a new delivery of the same announcement keeps slug and permalink. */
function newItem(key: string, version: VersionView, rendition: Rendition<Json>): Item {
  return {
    key,
    announcementId: version.announcementId,
    slug: version.permalink.split('/').filter(Boolean).at(-1) ?? '',
    permalink: version.permalink,
    versionNumber: version.number,
    renditionHash: sha256(canonicalJson(rendition)),
    publishAt: new Date('2026-11-23T02:30:00.000Z'),
    expiresAt: version.expiresAt === undefined ? undefined : new Date(version.expiresAt),
    priority: 'routine',
  };
}
