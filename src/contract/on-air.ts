import { nextEdge, wallAt } from './airtime.js';
import { admit, settle } from './arrivals.js';
import { fullLayout, type Zone } from './layouts.js';
import type { Entry, Programme } from './programme.js';
import { everything, isResting, standingAt, zonesOf, type AirScreen } from './rules.js';
import {
  cursorAt,
  isOpen,
  sceneAt,
  type Arrival,
  type Cursor,
  type PageMs,
  type Playable,
  type Program,
  type Scene,
} from './scene.js';
import type { Priority } from './values.js';

/**
 * What is on air at an instant on one screen: a pure function of programme, items, screen and clock, the same in the
 * player, in previews and in tests. Each instant has exactly one scene. All times are milliseconds since 1970.
 */

/** An approved item, as the manifest names it. */
export interface AirItem {
  key: string;
  from: number;
  until?: number | undefined;
  priority: Priority;
  category?: string | undefined;
  announcementId?: string | undefined;
  /** A public notice (公示) is open to objections until then. */
  objectionsUntil?: number | undefined;
}

/** What is remembered from one cut to the next. */
export interface Memory {
  arrivals: readonly Arrival[];
  /** By loop. One that stands still goes on from the beginning of its page. */
  cursors: Readonly<Record<string, { cursor: Cursor; still: boolean }>>;
}
export const nothingRemembered: Memory = { arrivals: [], cursors: {} };

export interface Air {
  programme?: Programme | undefined;
  /** Newest first. */
  items: readonly AirItem[];
  screen: AirScreen;
  /** How many pages an item or a widget takes in a zone; none when it cannot be shown there, or not yet. */
  pages: (key: string, zone: Zone) => number;
  /** How long each page of an item stays in a zone, where that is not `dwellMs`. */
  pageMs?: (key: string, zone: Zone) => PageMs | undefined;
  /** Whether a zone has room for legible letters on this screen. */
  fits: (zone: Zone) => boolean;
  /** How long a page stays. */
  dwellMs: number;
  memory: Memory;
}

/** A ticker's titles, by key, newest first. */
export interface TickerFace {
  show: 'ticker';
  keys: readonly string[];
}
export interface ZoneScene {
  zone: Zone;
  face: Scene | TickerFace;
  /** Of the loop in `Memory`. */
  loop: string;
}
interface Airing {
  show: 'air';
  /** What the glass is divided by: `full` is the whole. */
  layout: string;
  /** The rules on air; none where there is no rule, or an emergency. */
  rules: readonly string[];
  emergency: boolean;
  /** The first one is the main one: arrivals are shown there. */
  zones: readonly ZoneScene[];
}
/** `until` is when it has to be computed again; missing when nothing will change by itself. */
export type AirScene = (Airing | { show: 'rest' }) & { until?: number | undefined };

/** Keys of what a playlist shows besides items. */
export const widgetKey = (entry: Exclude<Entry, { kind: 'notices' }>): string => {
  if (entry.kind === 'board') return `board ${entry.boardId}`;
  return entry.kind === 'web' ? `web ${entry.url}` : entry.kind;
};

/** The one scene at `now`. */
export function onAir(air: Air, now: number): AirScene {
  const plan = planAt(air, now);
  if (plan === 'rest') return { show: 'rest', until: untilOf(air, now, []) };
  const { zones, main, ...rest } = plan;
  const scenes = zones.map((zone): ZoneScene => {
    const { loop, face } = faceOf(air, plan, zone, now);
    return { zone, face, loop };
  });
  scenes.sort((a, b) => Number(b.zone === main) - Number(a.zone === main));
  return { show: 'air', ...rest, zones: scenes, until: untilOf(air, now, scenes) };
}

/** What to remember at a cut. Loops that an emergency pushed aside are kept; all others begin anew when they come back. */
export function remember(air: Air, scene: AirScene): Memory {
  const { arrivals, cursors } = air.memory;
  if (scene.show === 'rest') return { arrivals, cursors: {} };
  const kept: Record<string, { cursor: Cursor; still: boolean }> = {};
  if (scene.emergency)
    for (const [loop, { cursor }] of Object.entries(cursors)) kept[loop] = { cursor, still: true };
  for (const { face, loop } of scene.zones) {
    if (face.show === 'ticker') continue;
    const before = cursors[loop];
    const cursor = cursorAt({ cursor: before?.cursor }, face);
    const isMoving = face.show === 'page' && face.loop !== undefined;
    if (cursor) kept[loop] = { cursor, still: !isMoving && (before?.still ?? false) };
  }
  return { arrivals, cursors: kept };
}

/** With time reserved for an item that has just become complete, where the main zone shows such items. */
export function arrived(air: Air, key: string, now: number): Memory {
  const program = mainProgram(air, now);
  return program ? { ...air.memory, arrivals: admit(program, key, now) } : air.memory;
}

/** Without arrivals that are over or have left. */
export function settled(air: Air, now: number): Memory {
  const program = mainProgram(air, now);
  return { ...air.memory, arrivals: program ? settle(program, air.memory.arrivals, now) : [] };
}

interface Plan {
  layout: string;
  rules: readonly string[];
  emergency: boolean;
  zones: readonly Zone[];
  main: Zone;
  entries: readonly Entry[];
  /** Urgent items are shown in the main zone, whatever its playlist says. */
  withUrgent: boolean;
}

const [whole] = fullLayout.landscape as [Zone];
const full = { layout: fullLayout.id, rules: [], zones: [whole], main: whole, entries: everything };

/** Emergencies come before everything, then rest, then the rules. */
function planAt(air: Air, now: number): Plan | 'rest' {
  const { programme, screen, items } = air;
  const isEmergency = (item: AirItem): boolean =>
    item.priority === 'emergency' && isOpen({ ...item, pages: air.pages(item.key, whole) }, now);
  if (items.some(isEmergency)) return { ...full, emergency: true, withUrgent: false };
  if (!programme) return { ...full, emergency: false, withUrgent: false };
  const wall = wallAt(programme.zone, now);
  if (isResting(programme, screen, wall)) return 'rest';
  const standing = standingAt(programme, screen, wall, (entries) =>
    select(air, entries, whole).some((one) => isOpen({ ...one, pages: 1 }, now) && isThere(air, one, now)),
  );
  const zones = zonesOf(standing.layout, screen.portrait, air.fits);
  const main = zones.find(({ shows }) => shows.kind === 'rule') ?? zones[0] ?? whole;
  return {
    layout: zones[0] === whole ? fullLayout.id : standing.layout.id,
    rules: standing.rules.map(({ id }) => id),
    emergency: false,
    zones,
    main,
    entries: standing.entries,
    withUrgent: !standing.exclusive,
  };
}

/** An item is there once it is approved; a widget when the player can draw it. */
const isThere = ({ items }: Air, { key, pages }: Playable, now: number): boolean => {
  if (items.some((item) => item.key === key)) return true;
  return key === 'publicity' ? items.some((item) => isPublicity(item, now)) : pages > 0;
};

/** Whether an item is a public notice that is open to objections now. */
export const isPublicity = (item: AirItem, now: number): boolean =>
  item.objectionsUntil !== undefined && now < item.objectionsUntil && isOpen({ ...item, pages: 1 }, now);

function faceOf(air: Air, plan: Plan, zone: Zone, now: number): { loop: string; face: Scene | TickerFace } {
  const loop = loopName(plan, zone);
  if (zone.shows.kind === 'ticker') {
    const open = select(air, entriesOf(air, plan, zone), zone).filter((one) =>
      isOpen({ ...one, pages: 1 }, now),
    );
    const keys = open.map(({ key }) => key).filter((key) => air.items.some((item) => item.key === key));
    return { loop, face: keys.length > 0 ? { show: 'ticker', keys } : { show: 'idle' } };
  }
  return { loop, face: sceneAt(loopOf(air, plan, zone, now), now) };
}

/** The loop of the main zone as it stands at `now`: `sceneAt` says of it what is there. Undefined while the screen rests. */
export function mainProgram(air: Air, now: number): Program | undefined {
  const plan = planAt(air, now);
  return plan === 'rest' ? undefined : loopOf(air, plan, plan.main, now);
}

const loopName = ({ emergency, rules }: Plan, zone: Zone): string =>
  [emergency ? 'emergency' : rules.join(), zone.id].join(' ');

function loopOf(air: Air, plan: Plan, zone: Zone, now: number): Program {
  const isMain = zone === plan.main;
  const options = { now, urgent: isMain && plan.withUrgent };
  const program = programOf(air, zone, entriesOf(air, plan, zone), options);
  const { cursor, still = false } = air.memory.cursors[loopName(plan, zone)] ?? {};
  const resumed = cursor && still ? { ...cursor, at: now, spent: 0 } : cursor;
  return { ...program, arrivals: isMain ? arrivalsIn(air, program) : [], cursor: resumed };
}

const arrivalsIn = ({ memory }: Air, { items }: Program): Arrival[] =>
  memory.arrivals.filter(({ key }) => items.some((item) => item.key === key));

function entriesOf({ programme }: Air, plan: Plan, { shows }: Zone): readonly Entry[] {
  switch (shows.kind) {
    case 'rule':
      return plan.entries;
    case 'clock':
    case 'publicity':
      return [{ kind: shows.kind, seconds: 30 }];
    case 'playlist':
    case 'ticker':
      return programme?.playlists.find(({ id }) => id === shows.playlistId)?.entries ?? everything;
  }
}

/** Whether an entry of a playlist takes the item. */
export const selects = (entry: Entry, item: AirItem): boolean =>
  entry.kind === 'notices' &&
  (entry.category === undefined || item.category === entry.category) &&
  (entry.announcementId === undefined || item.announcementId === entry.announcementId);

/** What a playlist shows in a zone, in its order, each once. */
function select(air: Air, entries: readonly Entry[], zone: Zone): Playable[] {
  const playable = (item: AirItem): Playable => ({
    key: item.key,
    from: item.from,
    until: item.until,
    priority: item.priority,
    pageMs: air.pageMs?.(item.key, zone),
    pages: air.pages(item.key, zone),
  });
  const all = entries.flatMap((entry): Playable[] => {
    if (entry.kind === 'notices') return air.items.filter((item) => selects(entry, item)).map(playable);
    const key = widgetKey(entry);
    const pages = air.pages(key, zone);
    const pageMs = Array.from({ length: pages }, () => entry.seconds * 1000);
    return [{ key, from: -Infinity, priority: 'routine', pageMs, pages }];
  });
  return all.filter(({ key }, index) => all.findIndex((one) => one.key === key) === index);
}

function programOf(
  air: Air,
  zone: Zone,
  entries: readonly Entry[],
  { now, urgent }: { now: number; urgent: boolean },
): Program {
  const extra: readonly Entry[] = urgent ? everything : [];
  const chosen = select(air, entries, zone);
  const urgents = select(air, extra, zone).filter(
    ({ key, priority }) => priority === 'urgent' && !chosen.some((one) => one.key === key),
  );
  const items = [...chosen, ...urgents].map((one) => (isThere(air, one, now) ? one : { ...one, pages: 0 }));
  return { items, arrivals: [], dwellMs: air.dwellMs };
}

/** When the rules have to be read again, however the pages turn; undefined when nothing will change by itself. */
export const nextChange = (air: Air, now: number): number | undefined => untilOf(air, now, []);

/** Every edge of any item's time, of any rule's, and of what the zones show. */
function untilOf({ items, programme }: Air, now: number, zones: readonly ZoneScene[]): number | undefined {
  const ofItems = items.flatMap(({ from, until, objectionsUntil }) => [from, until, objectionsUntil]);
  const whens = [...(programme?.rules ?? []), ...(programme?.rests ?? [])].map(({ when }) => when);
  const edges = [
    ...ofItems,
    ...(programme && whens.length > 0 ? [nextEdge(programme.zone, whens, now)] : []),
    ...zones.map(({ face }) => (face.show === 'ticker' ? undefined : face.until)),
  ];
  const next = Math.min(...edges.filter((edge): edge is number => edge !== undefined && edge > now));
  return next === Infinity ? undefined : next;
}
