import type { ScreenReceipt, ScreenReceipts, ScreensPort } from '../../../src/contract/display.js';
import type { Json } from '../../../src/contract/values.js';
import type { Boundaries } from './boundaries.js';

type Shown = Parameters<ScreensPort['show']>[0];
interface Committed {
  item: Shown;
  shownAt: Date;
  retractedAt?: Date;
  receipts: Map<string, ScreenReceipt>;
}

/** Screens in memory: a desired state that only moves when the test lets the screens work. */
export class MemoryScreens implements ScreensPort {
  readonly #items = new Map<string, Committed>();

  constructor(
    private readonly boundaries: Boundaries,
    private readonly now: () => Date,
    readonly online: { id: string; name: string }[],
  ) {}

  async show(item: Shown): Promise<void> {
    await this.boundaries.around(() => {
      const known = this.#items.get(item.key);
      if (!known || known.retractedAt) this.#items.set(item.key, this.#commit(item));
      return Promise.resolve();
    });
  }

  async retract(key: string): Promise<void> {
    await this.boundaries.around(() => {
      const known = this.#items.get(key);
      if (known) known.retractedAt ??= this.now();
      return Promise.resolve();
    });
  }

  receipts(key: string): Promise<ScreenReceipts> {
    const known = this.#items.get(key);
    return Promise.resolve({
      shownAt: known?.shownAt,
      retractedAt: known?.retractedAt,
      now: this.now(),
      screens: known ? [...known.receipts.values()].map((receipt) => ({ ...receipt })) : [],
    });
  }

  /** Every screen that is online does what it was told. */
  work(): void {
    for (const { receipts, retractedAt } of this.#items.values())
      for (const receipt of receipts.values()) {
        receipt.state = retractedAt ? 'retracted' : 'painted';
        receipt.at = this.now();
      }
  }

  /** What the screens may show, and how often each item was committed. */
  snapshot(): Json {
    return [...this.#items.values()].map(({ item, retractedAt, receipts }) => ({
      key: item.key,
      rendition: item.renditionHash,
      retracted: retractedAt !== undefined,
      screens: [...receipts.values()].map((receipt) => `${receipt.name}: ${receipt.state}`),
    }));
  }

  #commit(item: Shown): Committed {
    const receipt = (screen: { id: string; name: string }): [string, ScreenReceipt] => [
      screen.id,
      {
        screenId: screen.id,
        name: screen.name,
        expected: true,
        state: 'notified',
        at: this.now(),
        online: true,
        lastSeenAt: this.now(),
      },
    ];
    return { item, shownAt: this.now(), receipts: new Map(this.online.map(receipt)) };
  }
}
