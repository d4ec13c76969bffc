/** How much is begun anew: what is shown, the page, the browser. */
export type Step = 'item' | 'page' | 'process';

/** How often the player mended itself, since when, and when it last took the larger steps. Milliseconds since 1970. */
export interface Heals {
  since: number;
  item: number;
  page: number;
  process: number;
  pages: number[];
  processes: number[];
}

/** Where counts outlive the page. */
export interface HealStore {
  read(): Heals | undefined;
  write(heals: Heals): void;
}

const mostItems = 2;
const itemsWithinMs = 2 * 60_000;
const mostPages = 2;
const pagesWithinMs = 10 * 60_000;
const mostProcesses = 3;
const processesWithinMs = 60 * 60_000;
/** A step needs this long to show whether it helped. */
const patienceMs = 8_000;

/** Decides how much has to be begun anew: the smallest step that has not just been tried in vain. */
export class Ladder {
  readonly heals: Heals;
  private items: number[] = [];
  private last = -Infinity;

  constructor(
    private readonly store: HealStore,
    now: number,
  ) {
    this.heals = store.read() ?? { since: now, item: 0, page: 0, process: 0, pages: [], processes: [] };
  }

  /** The step to take against a symptom, and counts it; undefined while the last one has to show what it did. */
  next(now: number, from: Step = 'item'): Step | undefined {
    if (now - this.last < patienceMs && now >= this.last) return undefined;
    const { heals } = this;
    this.items = lately(this.items, now, itemsWithinMs);
    heals.pages = lately(heals.pages, now, pagesWithinMs);
    heals.processes = lately(heals.processes, now, processesWithinMs);
    const step = this.choose(from);
    if (!step) return undefined;
    this.last = now;
    if (step === 'item') this.items.push(now);
    if (step === 'page') heals.pages.push(now);
    if (step === 'process') heals.processes.push(now);
    heals[step] += 1;
    this.store.write(heals);
    return step;
  }

  /** Counts what was mended on the spot, without a step of the ladder. */
  mended(): void {
    this.heals.item += 1;
    this.store.write(this.heals);
  }

  private choose(from: Step): Step | undefined {
    if (from === 'item' && this.items.length < mostItems) return 'item';
    if (from !== 'process' && this.heals.pages.length < mostPages) return 'page';
    // Beginning anew all the time would be another way to be black: then what can be shown stays.
    return this.heals.processes.length < mostProcesses ? 'process' : undefined;
  }
}

/** Times of a clock that was set back since then count no more. */
const lately = (times: readonly number[], now: number, withinMs: number): number[] =>
  times.filter((at) => at <= now && now - at < withinMs);

const name = 'tongbo-heals';

/** In the browser's own store, which is there at once; without it the counts begin anew with each page. */
export const healStore: HealStore = {
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as Heals | null;
      return kept && Array.isArray(kept.pages) && Array.isArray(kept.processes) ? kept : undefined;
    } catch {
      return undefined;
    }
  },
  write(heals) {
    try {
      localStorage.setItem(name, JSON.stringify(heals));
    } catch {
      // A full disk must not keep the player from mending itself.
    }
  },
};
