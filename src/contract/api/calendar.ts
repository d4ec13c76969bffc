import { z } from 'zod';
import { Id, Instant, Priority } from '../values.js';

/** A release stands on the day of its publication. Where it stands: */
export const CalendarStanding = z.enum([
  /** Not begun: its time can be moved. */
  'planned',
  /** On its way, or waiting for the other side or a person. */
  'running',
  /** Out at every place that it was released to. */
  'out',
  /** Some places failed, were given up, or ask for a person. */
  'troubled',
  /** Taken back, expired or replaced everywhere. */
  'gone',
]);
export type CalendarStanding = z.infer<typeof CalendarStanding>;

export const CalendarItem = z.object({
  releaseId: Id,
  announcementId: Id,
  title: z.string(),
  category: z.string(),
  priority: Priority,
  publishAt: Instant,
  expiresAt: Instant.optional(),
  /** What it goes with: moving one moves all. */
  group: z.object({ id: Id, name: z.string() }).optional(),
  places: z.int(),
  standing: CalendarStanding,
});
export type CalendarItem = z.infer<typeof CalendarItem>;

/** The days of the longest span that is answered. */
const MOST_DAYS = 100;
const DAY_MS = 86_400_000;

/** From `from` on, and before `to`. */
export const CalendarQuery = z
  .object({ from: Instant, to: Instant })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), { path: ['to'], error: 'after from' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * DAY_MS, {
    path: ['to'],
    error: `at most ${MOST_DAYS} days`,
  });
export type CalendarQuery = z.infer<typeof CalendarQuery>;

/** In the order of their times. `more`: there are further ones in the span, which are left out. */
export const CalendarPage = z.object({ items: z.array(CalendarItem), more: z.boolean() });
export type CalendarPage = z.infer<typeof CalendarPage>;

/** Another time for a release that has not begun; of a group, for all of it. */
export const MoveRelease = z.object({ publishAt: Instant });
export type MoveRelease = z.infer<typeof MoveRelease>;
