import type { QuotaLimit, Report, Spent, TargetCtx } from '../../../src/contract/channel.js';
import type { Json } from '../../../src/contract/values.js';

/** A target's small ports in memory, with the promises of the real ones: each report once, one turn at a time. */
export class MemoryPorts {
  readonly #state = new Map<string, Json>();
  readonly #used = new Map<string, number>();
  readonly #reports = new Map<string, { ref: string; report: Report }>();
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(private readonly now: () => Date) {}

  context(): Pick<TargetCtx<Json>, 'state' | 'spend' | 'exclusive' | 'wake' | 'reports'> {
    return {
      state: {
        get: (key) => Promise.resolve(this.#state.get(key)),
        set: (key, value) => Promise.resolve(void this.#state.set(key, value)),
      },
      spend: (name, limit) => Promise.resolve(this.#spend(name, limit)),
      exclusive: (name, work) => this.#exclusive(name, work),
      wake: (ref, { id, message }) => {
        if (this.#reports.has(id)) return Promise.resolve(false);
        this.#reports.set(id, { ref, report: { at: this.now(), message } });
        return Promise.resolve(true);
      },
      reports: (ref) =>
        Promise.resolve(
          [...this.#reports.values()].filter((one) => one.ref === ref).map((one) => one.report),
        ),
    };
  }

  #spend(name: string, { limit, per }: QuotaLimit): Spent {
    const length = { minute: 60_000, day: 86_400_000, month: 31 * 86_400_000 }[per];
    const window = Math.floor(this.now().getTime() / length);
    const key = `${name}/${per}/${String(window)}`;
    const used = this.#used.get(key) ?? 0;
    if (used >= limit) return { ok: false, again: new Date((window + 1) * length) };
    this.#used.set(key, used + 1);
    return { ok: true, left: limit - used - 1 };
  }

  async #exclusive<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#turns.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  }
}
