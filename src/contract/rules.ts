import { fullLayout, layoutOf, type Layout, type Zone } from './layouts.js';
import { isOnAir, type Wall } from './airtime.js';
import type { Entry, Programme, Rest, Rule, WhichScreens } from './programme.js';

/** The screen that a programme is read for. */
export interface AirScreen {
  id: string;
  tags: readonly string[];
  portrait: boolean;
}

/** What is on air by the rules: `rules` is empty where none is open, and everything is shown on the whole glass. */
export interface Standing {
  rules: readonly Rule[];
  layout: Layout;
  entries: readonly Entry[];
  exclusive: boolean;
}

export const everything: readonly Entry[] = [{ kind: 'notices' }];
const nothingPlanned: Standing = { rules: [], layout: fullLayout, entries: everything, exclusive: false };

/** How particularly screens are named: 2 by id, 1 by tag, 0 as all; undefined when this one is not meant. */
function nearness({ ids, tags }: WhichScreens, screen: AirScreen): number | undefined {
  if (ids.includes(screen.id)) return 2;
  if (tags.some((tag) => screen.tags.includes(tag))) return 1;
  return ids.length === 0 && tags.length === 0 ? 0 : undefined;
}

/** Whether the screen rests: of the hours that mean it, the most particular ones count. */
export function isResting(programme: Programme, screen: AirScreen, wall: Wall): boolean {
  const meant = programme.rests.flatMap((rest): { rest: Rest; near: number }[] => {
    const near = nearness(rest.screens, screen);
    return near === undefined ? [] : [{ rest, near }];
  });
  const nearest = Math.max(...meant.map(({ near }) => near));
  return meant.some(({ rest, near }) => near === nearest && isOnAir(rest.when, wall, programme.calendar));
}

/**
 * The rules that are on air: exclusive before others, then by priority, then who names the screen more particularly,
 * then by id. An exclusive one stands alone. Of the others those that are equal in all but their id share the screen:
 * their playlists are one, in the layout of the first. One with nothing to show leaves its place to the next, unless it is
 * exclusive. `hasSomething` tells whether any of a playlist could be shown.
 */
export function standingAt(
  programme: Programme,
  screen: AirScreen,
  wall: Wall,
  hasSomething: (entries: readonly Entry[]) => boolean,
): Standing {
  const open = programme.rules
    .flatMap((rule) => {
      const near = nearness(rule.screens, screen);
      if (near === undefined || !isOnAir(rule.when, wall, programme.calendar)) return [];
      const entries = programme.playlists.find(({ id }) => id === rule.playlistId)?.entries ?? [];
      return rule.exclusive || hasSomething(entries) ? [{ rule, near, entries }] : [];
    })
    .sort(
      (a, b) =>
        Number(b.rule.exclusive) - Number(a.rule.exclusive) ||
        b.rule.priority - a.rule.priority ||
        b.near - a.near ||
        (a.rule.id < b.rule.id ? -1 : 1),
    );
  const [first] = open;
  if (!first) return nothingPlanned;
  const isEqual = (one: typeof first): boolean =>
    one.rule.priority === first.rule.priority && one.near === first.near;
  const together = first.rule.exclusive ? [first] : open.filter(isEqual);
  return {
    rules: together.map(({ rule }) => rule),
    layout: layoutOf(programme.layouts, first.rule.layoutId) ?? fullLayout,
    entries: together.flatMap(({ entries }) => entries),
    exclusive: first.rule.exclusive,
  };
}

/** The layout's zones on a screen: the whole glass where one of them would be too small for legible letters. */
export function zonesOf(layout: Layout, portrait: boolean, fits: (zone: Zone) => boolean): readonly Zone[] {
  const zones = portrait ? layout.portrait : layout.landscape;
  return zones.every(fits) ? zones : fullLayout.landscape;
}

/** Every entry that may ever be shown in a zone. */
export function everyEntry(
  programme: Programme | undefined,
  screen: AirScreen,
  { shows }: Zone,
): readonly Entry[] {
  const entriesOf = (id: string | undefined): readonly Entry[] =>
    programme?.playlists.find((one) => one.id === id)?.entries ?? [];
  switch (shows.kind) {
    case 'rule': {
      const rules = (programme?.rules ?? []).filter((rule) => nearness(rule.screens, screen) !== undefined);
      return [...everything, ...rules.flatMap((rule) => entriesOf(rule.playlistId))];
    }
    case 'playlist':
      return entriesOf(shows.playlistId);
    case 'clock':
    case 'publicity':
      return [{ kind: shows.kind, seconds: 30 }];
    case 'ticker':
      return [];
  }
}

/** Every zone that the rules can ever give to a screen, the whole glass first. */
export function everyZone(
  programme: Programme | undefined,
  screen: AirScreen,
  fits: (zone: Zone) => boolean,
): Zone[] {
  const layouts = (programme?.rules ?? [])
    .filter((rule) => nearness(rule.screens, screen) !== undefined)
    .map((rule) => layoutOf(programme?.layouts ?? [], rule.layoutId) ?? fullLayout);
  return [
    ...fullLayout.landscape,
    ...[...new Set(layouts)].flatMap((layout) => zonesOf(layout, screen.portrait, fits)),
  ];
}
