import { isBehind, isInTrouble, ScreenFilter, type ScreenState } from '../../../src/contract/api/fleet.js';
import { ScreenTag, type ScreenView } from '../../../src/contract/api/screens.js';
import { Id } from '../../../src/contract/values.js';

export const fleetViews = ['wall', 'table', 'alerts'] as const;
export type FleetView = (typeof fleetViews)[number];
export const sortKeys = ['state', 'name', 'shows', 'group', 'place'] as const;
export type SortKey = (typeof sortKeys)[number];
export interface Sort {
  by: SortKey;
  down: boolean;
}

/** More than a person takes in at a glance. */
const WALL_HOLDS = 60;

/** What the address says; an address that somebody cut off narrows nothing. Many screens are shown as a table first. */
export function readAddress(
  search: URLSearchParams,
  count: number,
): { view: FleetView; filter: ScreenFilter; sort: Sort } {
  const [by, way] = (search.get('sort') ?? '').split('.');
  const usual = count > WALL_HOLDS ? 'table' : 'wall';
  const one = <T>(schema: { safeParse(value: unknown): { data?: T | undefined } }, name: string) =>
    schema.safeParse(search.get(name) ?? undefined).data;
  const filter = {
    group: one(Id, 'group'),
    tag: one(ScreenTag, 'tag'),
    state: one(ScreenFilter.shape.state.unwrap(), 'state'),
    q: one(ScreenFilter.shape.q.unwrap(), 'q'),
  };
  return {
    view: fleetViews.find((view) => view === search.get('view')) ?? usual,
    filter: Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
    sort: { by: sortKeys.find((key) => key === by) ?? 'state', down: way === 'down' },
  };
}

/** How much a screen needs somebody: the less the number, the more. */
function urgency(screen: ScreenView): number {
  if (screen.alerts.includes('copied')) return 0;
  if (screen.alerts.some((kind) => kind === 'wrong' || kind === 'picture')) return 1;
  if (!screen.online) return 2;
  if (isInTrouble(screen)) return 3;
  return isBehind(screen) ? 4 : 5;
}

const words: Record<Exclude<SortKey, 'state'>, (screen: ScreenView) => string> = {
  name: ({ name }) => name,
  group: ({ targetName }) => targetName,
  shows: ({ showing }) => showing?.title ?? '',
  place: ({ place }) => place,
};
// Made once: comparing by a locale is slow when it is looked up for each pair.
const collator = new Intl.Collator('zh', { numeric: true });

/** Screens in the order that is asked for; of equals those that need somebody first, then by name. */
export function sorted(screens: readonly ScreenView[], { by, down }: Sort): ScreenView[] {
  const sign = down ? -1 : 1;
  const first = (a: ScreenView, b: ScreenView): number =>
    by === 'state' ? urgency(a) - urgency(b) : collator.compare(words[by](a), words[by](b));
  return [...screens].sort(
    (a, b) =>
      sign * first(a, b) ||
      urgency(a) - urgency(b) ||
      collator.compare(a.name, b.name) ||
      (a.id < b.id ? -1 : 1),
  );
}

export interface FleetCounts extends Record<ScreenState, number> {
  all: number;
}

export function countsOf(screens: readonly ScreenView[]): FleetCounts {
  const count = (which: (screen: ScreenView) => boolean): number => screens.filter(which).length;
  return {
    all: screens.length,
    trouble: count(isInTrouble),
    online: count(({ online }) => online),
    offline: count(({ online }) => !online),
    behind: count(isBehind),
  };
}

/** Every tag that a screen has, the most used first. */
export function tagsOf(screens: readonly ScreenView[]): string[] {
  const uses = new Map<string, number>();
  for (const tag of screens.flatMap(({ tags }) => tags)) uses.set(tag, (uses.get(tag) ?? 0) + 1);
  return [...uses].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0])).map(([tag]) => tag);
}

/** Which rows of equal height a window shows, with some more on both sides for fast scrolling. */
export function windowOf(
  { top, height, row, count }: { top: number; height: number; row: number; count: number },
  more = 8,
): { from: number; to: number } {
  const from = Math.max(0, Math.min(count, Math.floor(top / row)) - more);
  return { from, to: Math.min(count, Math.ceil((top + height) / row) + more) };
}
