import { z } from 'zod';
import { Layout, layoutOf, PlanName } from './layouts.js';
import { Id } from './values.js';

/**
 * The schedule of a group of screens: what is shown where and when. It selects among what was approved and never
 * brings anything of its own. `on-air.ts` says what follows from it.
 */

const Day = z.iso.date();
/** A time on the wall's clock, `08:30`. */
const Minute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Seconds = z.int().min(4).max(600);

/** What a playlist shows in turn. Notices without category and id are all of them. */
export const Entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('notices'),
    category: z.string().max(200).optional(),
    announcementId: Id.optional(),
  }),
  z.object({ kind: z.literal('clock'), seconds: Seconds }),
  /** The public notices (公示) that are open to objections. */
  z.object({ kind: z.literal('publicity'), seconds: Seconds }),
  /** A whereabouts board (去向牌). */
  z.object({ kind: z.literal('board'), boardId: Id, seconds: Seconds }),
  /** A page of a site that the target's settings list. */
  z.object({ kind: z.literal('web'), url: z.url().max(2000), seconds: Seconds }),
]);
export type Entry = z.infer<typeof Entry>;

export const Playlist = z.object({ id: Id, name: PlanName, entries: z.array(Entry).min(1).max(50) });
export type Playlist = z.infer<typeof Playlist>;

/** From one time to another; one that is not later crosses midnight and belongs to the day on which it begins. */
export const Daypart = z.object({ from: Minute, to: Minute });
export type Daypart = z.infer<typeof Daypart>;

/**
 * `restdays` are those on which nobody works, `holidays` those of them that the calendar names. Everything that is
 * left out is every day and the whole of it.
 */
export const When = z.object({
  from: Day.optional(),
  /** The last day. */
  to: Day.optional(),
  /** 1 is Monday. */
  weekdays: z.array(z.int().min(1).max(7)).max(7).optional(),
  days: z.enum(['workdays', 'restdays', 'holidays']).optional(),
  dayparts: z.array(Daypart).max(8).optional(),
});
export type When = z.infer<typeof When>;

/** Both empty are all screens of the group. */
export const WhichScreens = z.object({
  ids: z.array(Id).max(500),
  tags: z.array(z.string().trim().min(1).max(40)).max(50),
});
export type WhichScreens = z.infer<typeof WhichScreens>;

export const Rule = z.object({
  id: Id,
  name: PlanName,
  playlistId: Id,
  layoutId: Layout.shape.id,
  when: When,
  priority: z.int().min(0).max(9),
  /** Nothing of another rule beside it, and nothing in its place when it has nothing to show. */
  exclusive: z.boolean(),
  screens: WhichScreens,
});
export type Rule = z.infer<typeof Rule>;

/** When screens rest. Of the hours that name a screen the most particular ones count, and only those. */
export const Rest = z.object({ id: Id, when: When, screens: WhichScreens });
export type Rest = z.infer<typeof Rest>;

const parts = z.object({
  playlists: z.array(Playlist).max(50),
  layouts: z.array(Layout).max(20),
  rules: z.array(Rule).max(100),
  rests: z.array(Rest).max(50),
  /** Nothing moves: no ticker, no fading. */
  still: z.boolean(),
});

/** What an office plans for a group. Everything that is named in it is in it. */
export const Plan = parts.superRefine(({ playlists, layouts, rules, rests }, context) => {
  const miss = (path: (string | number)[], message: string): void => {
    context.addIssue({ code: 'custom', path, message });
  };
  for (const [name, all] of Object.entries({ playlists, layouts, rules, rests }))
    if (new Set(all.map(({ id }) => id)).size < all.length) miss([name], 'each id once');
  const isThere = (id: string | undefined): boolean =>
    id === undefined || playlists.some((one) => one.id === id);
  for (const [index, { playlistId, layoutId }] of rules.entries()) {
    if (!isThere(playlistId)) miss(['rules', index, 'playlistId'], 'no such playlist');
    if (!layoutOf(layouts, layoutId)) miss(['rules', index, 'layoutId'], 'no such layout');
  }
  for (const [index, { landscape, portrait }] of layouts.entries())
    for (const { shows } of [...landscape, ...portrait])
      if ('playlistId' in shows && !isThere(shows.playlistId)) miss(['layouts', index], 'no such playlist');
});
export type Plan = z.infer<typeof Plan>;

export const emptyPlan: Plan = { playlists: [], layouts: [], rules: [], rests: [], still: false };

/** A plan with what a screen needs to read it by itself for a year. */
export const Programme = parts.extend({
  /** IANA. */
  zone: z.string().min(1).max(60),
  /** Days that are not what their weekday says: free, or worked at a weekend. Holidays are the free ones. */
  calendar: z.object({ off: z.array(Day).max(500), work: z.array(Day).max(500) }),
});
export type Programme = z.infer<typeof Programme>;
