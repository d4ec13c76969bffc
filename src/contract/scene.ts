import type { Priority } from './values.js';

/**
 * What a screen shows at an instant: a pure function of what it may show and the clock, the same in the player, in
 * previews and in tests. All times are milliseconds since 1970.
 */

/** How long each page stays, by page. What is missing stays as long as any other page. */
export type PageMs = readonly (number | undefined)[];

/** An item of the manifest that the screen holds complete and verified. */
export interface Playable {
  key: string;
  from: number;
  until?: number | undefined;
  priority: Priority;
  /** How many pages it takes on this screen; one with none is not shown. */
  pages: number;
  /** How long each of its pages stays, by page, where that is not the program's `dwellMs`. */
  pageMs?: PageMs | undefined;
}

/** A time that is reserved for an item that has arrived; `admit` reserves it. Its pages go on behind `spent`. */
export interface Arrival {
  key: string;
  from: number;
  to: number;
  /** How long it was shown before, when a newer arrival interrupted it. */
  spent: number;
}

/** Where the loop stands: this page of the item at `place` in the loop is shown since `at`, and was for `spent` before. */
export interface Cursor {
  key: string;
  place: number;
  page: number;
  at: number;
  spent: number;
}

export interface Program {
  /** In the manifest's order: newest first. */
  items: readonly Playable[];
  /** In order of time, not overlapping. */
  arrivals: readonly Arrival[];
  cursor?: Cursor | undefined;
  /** How long a page stays. */
  dwellMs: number;
}

export interface PageScene {
  show: 'page';
  key: string;
  page: number;
  pages: number;
  since: number;
  until: number;
  /** Its place in the loop, and how long it was shown before an arrival interrupted it. Missing for an arrival. */
  loop?: { place: number; spent: number } | undefined;
}
/** `until` is when the scene has to be computed again; missing when nothing will change by itself. */
export type Scene = PageScene | { show: 'idle'; until?: number | undefined };

/** The one scene at `now`. An item outside its window never shows; an emergency leaves room for nothing else. */
export function sceneAt(program: Program, now: number): Scene {
  const loop = loopAt(program.items, now);
  const change = nextWindowChange(program.items, now);
  if (loop.length === 0) return { show: 'idle', until: change };
  const arrival = program.arrivals.find(
    ({ key, from, to }) => from <= now && now < to && loop.some((i) => i.key === key),
  );
  const next = Math.min(change ?? Infinity, nextArrivalEdge(program.arrivals, now));
  const page = arrival ? pageOfArrival(program, arrival, now) : pageOfLoop(program, loop, now);
  return { ...page, until: Math.min(page.until, next) };
}

/** The loop's place to remember at a cut, so that the loop goes on from there when the program changes. */
export function cursorAt(program: Pick<Program, 'cursor'>, scene: Scene): Cursor | undefined {
  if (scene.show === 'idle') return undefined;
  const { key, page, loop, since } = scene;
  return loop ? { key, page, at: since, ...loop } : program.cursor;
}

/** The items of the loop at `now` in their order: emergencies alone, or each urgent item between two routine ones. */
export function loopAt(items: readonly Playable[], now: number): Playable[] {
  const open = items.filter((item) => isOpen(item, now));
  const of = (priority: Priority): Playable[] => open.filter((item) => item.priority === priority);
  const emergencies = of('emergency');
  if (emergencies.length > 0) return emergencies;
  const urgent = of('urgent');
  const routine = of('routine');
  if (urgent.length === 0 || routine.length === 0) return [...urgent, ...routine];
  const rounds = Math.max(urgent.length, routine.length);
  return Array.from({ length: rounds }, (_, round) => [
    urgent[round % urgent.length],
    routine[round % routine.length],
  ])
    .flat()
    .filter((item) => item !== undefined);
}

/** Whether an item may show at `now`. */
export const isOpen = ({ from, until, pages }: Playable, now: number): boolean =>
  pages > 0 && from <= now && (until === undefined || now < until);

/** How long a page of the item stays. */
const pageMsOf = ({ dwellMs }: Pick<Program, 'dwellMs'>, item: Playable | undefined, page: number): number =>
  item?.pageMs?.[page] ?? dwellMs;

/** How long it takes to show all pages of the item once. */
export const lengthOf = (program: Pick<Program, 'dwellMs'>, item: Playable): number =>
  Array.from({ length: item.pages }, (_, page) => pageMsOf(program, item, page)).reduce(
    (sum, ms) => sum + ms,
    0,
  );

function pageOfArrival(program: Program, arrival: Arrival, now: number): PageScene {
  const { key, from, to, spent } = arrival;
  const item = program.items.find((one) => one.key === key);
  const pages = item?.pages ?? 1;
  let page = 0;
  let begins = from - spent;
  let turns = begins + pageMsOf(program, item, page);
  while (page < pages - 1 && turns <= now) {
    page += 1;
    begins = turns;
    turns += pageMsOf(program, item, page);
  }
  const since = Math.max(from, begins);
  return { show: 'page', key, page, pages, since, until: page === pages - 1 ? to : Math.min(turns, to) };
}

interface Slot {
  item: Playable;
  place: number;
  page: number;
}

/** Walks the loop from the cursor. The loop stands still while arrivals are shown. */
function pageOfLoop(program: Program, loop: readonly Playable[], now: number): PageScene {
  const { arrivals } = program;
  const slots: Slot[] = loop.flatMap((item, place) =>
    Array.from({ length: item.pages }, (_, page) => ({ item, place, page })),
  );
  const start = startOf(program, slots, now);
  const elapsed = start.spent + now - start.at - overlap(arrivals, start.at, now);
  const { slot, shown } = walk(program, slots, start.index, elapsed);
  const { item, place, page } = slot;
  const since = Math.max(
    now - shown,
    ...arrivals.map(({ to }) => to).filter((to) => start.at < to && to <= now),
  );
  const spent = shown - (now - since);
  const until = now + pageMsOf(program, item, page) - shown;
  return { show: 'page', key: item.key, page, pages: item.pages, since, until, loop: { place, spent } };
}

/** Where the loop is, so long after the slot at `index` came on, and for how long that one has been shown. */
function walk(
  program: Program,
  slots: readonly Slot[],
  index: number,
  elapsed: number,
): { slot: Slot; shown: number } {
  let left = elapsed % slots.reduce((sum, { item, page }) => sum + pageMsOf(program, item, page), 0);
  for (const slot of [...slots.slice(index), ...slots.slice(0, index)]) {
    const stays = pageMsOf(program, slot.item, slot.page);
    if (left < stays) return { slot, shown: left };
    left -= stays;
  }
  throw new Error('a loop without slots has no scene');
}

function startOf(
  program: Program,
  slots: readonly Slot[],
  now: number,
): { index: number; at: number; spent: number } {
  const { cursor, items } = program;
  // Without a place to go on from, or after the clock was set back, the loop begins anew.
  if (!cursor || cursor.at > now) return { index: 0, at: now, spent: 0 };
  const isThere = ({ item, page }: Slot): boolean => item.key === cursor.key && page === cursor.page;
  const same = slots.findIndex((slot) => slot.place === cursor.place && isThere(slot));
  const index = same >= 0 ? same : slots.findIndex(isThere);
  if (index >= 0) return { index, at: cursor.at, spent: cursor.spent };
  // The item of the cursor is over: the loop goes on behind it, from when it ended.
  const gone = items.find(({ key }) => key === cursor.key);
  const at = Math.min(now, Math.max(cursor.at, gone?.until ?? cursor.at));
  return { index: Math.max(0, indexBehind(items, cursor.key, slots)), at, spent: 0 };
}

/** The first slot of the item that follows `key` in the manifest's order; -1 when none is in the loop. */
function indexBehind(items: readonly Playable[], key: string, slots: readonly Slot[]): number {
  const position = items.findIndex((item) => item.key === key);
  const followers = [...items.slice(position + 1), ...items.slice(0, Math.max(0, position))];
  const next = followers.find((item) => slots.some((slot) => slot.item.key === item.key));
  return slots.findIndex((slot) => slot.item.key === next?.key);
}

const overlap = (arrivals: readonly Arrival[], from: number, to: number): number =>
  arrivals.reduce((sum, a) => sum + Math.max(0, Math.min(a.to, to) - Math.max(a.from, from)), 0);

const nextArrivalEdge = (arrivals: readonly Arrival[], now: number): number =>
  Math.min(Infinity, ...arrivals.flatMap(({ from, to }) => [from, to]).filter((edge) => edge > now));

function nextWindowChange(items: readonly Playable[], now: number): number | undefined {
  const edges = items.flatMap(({ from, until }) => [from, ...(until === undefined ? [] : [until])]);
  const next = Math.min(Infinity, ...edges.filter((edge) => edge > now));
  return next === Infinity ? undefined : next;
}
