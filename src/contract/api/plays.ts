import { z } from 'zod';
import { Id, Instant } from '../values.js';

const MOST_DAYS = 366;

/** What lines of a report stand for. */
export const PlaysBy = z.enum(['item', 'screen', 'day']);
export type PlaysBy = z.infer<typeof PlaysBy>;

/** Calendar days of the office, both of them in the period; of at most a year. */
export const PlaysQuery = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    by: PlaysBy.default('item'),
    /** Of one screen or of one item alone. */
    screenId: Id.optional(),
    itemKey: Id.optional(),
  })
  .refine(({ from, to }) => to >= from, { path: ['to'], error: 'not before from' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < MOST_DAYS * 86_400_000, {
    path: ['from'],
    error: 'at most a year before to',
  });
export type PlaysQuery = z.infer<typeof PlaysQuery>;

const Sums = z.object({
  /** Showings; of these, so many were shown from the first page to the last. */
  plays: z.int(),
  whole: z.int(),
  seconds: z.int(),
});

export const PlaysRow = Sums.extend({
  /** Of the item or the screen; the day itself. */
  id: z.string(),
  /** The item's title, the screen's name, or the day. */
  name: z.string(),
  /** Where the item comes from. */
  announcementId: Id.optional(),
  firstAt: Instant,
  lastAt: Instant,
});
export type PlaysRow = z.infer<typeof PlaysRow>;

export const PlaysReport = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  by: PlaysBy,
  total: Sums,
  rows: z.array(PlaysRow),
  /** There are more lines than these; a workbook has them. */
  more: z.boolean(),
});
export type PlaysReport = z.infer<typeof PlaysReport>;
