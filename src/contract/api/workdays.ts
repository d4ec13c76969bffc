import { z } from 'zod';
import { Instant } from '../values.js';
import { Person } from './common.js';

export const WorkdayStatus = z.enum(['official', 'provisional', 'none']);

/** A year that clocks may run in. */
const CalendarYear = z.coerce.number().int().min(2000).max(2199);

export const SpecialDay = z.object({
  day: z.iso.date(),
  kind: z.enum(['off', 'work']),
  name: z.string().trim().min(1).max(20).optional(),
});

/** A year's days that are not what their weekday says, in order. */
export const WorkdayYearView = z.object({
  year: z.int(),
  status: WorkdayStatus,
  days: z.array(SpecialDay),
  /** The notice that it was taken from. */
  note: z.string(),
  /** 0: as the hub came with it. */
  revision: z.int(),
  changed: z.object({ by: Person, at: Instant }).optional(),
});
export type WorkdayYearView = z.infer<typeof WorkdayYearView>;

export const WorkdayYearList = z.object({ items: z.array(WorkdayYearView) });
export type WorkdayYearList = z.infer<typeof WorkdayYearList>;

/** The most years that are told at once. */
const MOST_YEARS = 10;
export const WorkdayQuery = z
  .object({ from: CalendarYear, to: CalendarYear })
  .refine(({ from, to }) => to >= from && to - from < MOST_YEARS, {
    path: ['to'],
    error: `from that year on, ${MOST_YEARS} at most`,
  });
export type WorkdayQuery = z.infer<typeof WorkdayQuery>;

/** All of a year. `revision` is the one that was loaded; another one meanwhile answers `stale_revision`. */
export const SaveWorkdayYear = z.object({
  year: z.int().min(2000).max(2199),
  status: WorkdayStatus,
  days: z
    .array(SpecialDay)
    .max(366)
    .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, { error: 'each day once' }),
  note: z.string().trim().max(200),
  revision: z.int().nonnegative(),
});
export type SaveWorkdayYear = z.infer<typeof SaveWorkdayYear>;
