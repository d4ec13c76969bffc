import { z } from 'zod';
import { Instant, LocalizedText, RecallReason } from '../values.js';

const MOST_DAYS = 50 * 366;

/** Calendar days of the office, both of them in the period; of at most fifty years. */
export const StatisticsQuery = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => to >= from, { path: ['to'], error: 'not before from' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < MOST_DAYS * 86_400_000, {
    path: ['from'],
    error: 'at most fifty years before to',
  });
export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

/** What was to go out in the period, by the planned time, as the register has it. */
const Counts = z.object({
  /** Announcements that came to be live somewhere for the first time. */
  items: z.int(),
  /** Later versions that came to be live. */
  corrections: z.int(),
  /** Of publishing and updating; with those that were taken back before they went out. */
  deliveries: z.int(),
  /** Came to be live; it may be gone since. */
  live: z.int(),
  /** Has not gone out yet, or waits for the other side or for a person. */
  waiting: z.int(),
  /** Stands failed or unconfirmed. */
  failed: z.int(),
  /** Failed or could not be confirmed at some time, whatever became of it later. */
  failures: z.int(),
});
export type Counts = z.infer<typeof Counts>;

export const StatisticsStep = z.object({
  /** `2026-11-26`, `2026-11` or `2026`. */
  at: z.string(),
  items: z.int(),
  corrections: z.int(),
  live: z.int(),
});
export type StatisticsStep = z.infer<typeof StatisticsStep>;

/** In seconds, to six in a hundred: half of the deliveries took so long at most, and nine of ten. */
export const Speed = z.object({ median: z.int(), p90: z.int() });
export type Speed = z.infer<typeof Speed>;

/** Working days from making to publishing, the day of making not counted. */
export const Timeliness = z.object({
  /** By the clock that holds: 20 working days for most, 7 for decisions of punishment. */
  clocks: z.array(z.object({ days: z.int(), items: z.int(), onTime: z.int() })),
  items: z.int(),
  onTime: z.int(),
  /** Missing when nothing of the period has such a clock. */
  median: z.int().optional(),
  p90: z.int().optional(),
  longest: z.int().optional(),
  /** How many took so many working days. */
  spread: z.array(z.object({ from: z.int(), to: z.int().optional(), items: z.int() })),
  /** It crosses these years, of which no official notice was entered (待核定). */
  uncertainYears: z.array(z.int()),
});
export type Timeliness = z.infer<typeof Timeliness>;

export const Statistics = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** When the counts were last brought up to date; missing before the first time. */
  countedAt: Instant.optional(),
  /** Older releases are still being counted, as right after an upgrade. */
  behind: z.boolean(),
  total: Counts,
  unit: z.enum(['day', 'month', 'year']),
  steps: z.array(StatisticsStep),
  channels: z.array(Counts.extend({ id: z.string(), name: LocalizedText, speed: Speed.optional() })),
  /** Of who drafted; without a name: members without department. */
  departments: z.array(Counts.extend({ id: z.string().optional(), name: z.string().optional() })),
  categories: z.array(Counts.extend({ name: z.string() })),
  timeliness: Timeliness,
  /** By the day of the decision. */
  recalls: z.object({
    approved: z.int(),
    refused: z.int(),
    /** Of the approved ones: at once, without a second person. */
    emergency: z.int(),
    reasons: z.array(z.object({ reason: RecallReason, recalls: z.int() })),
  }),
  /** By the day on which they were opened or signed off; `open` and `overdue` are those of now. */
  rectifications: z.object({ opened: z.int(), signed: z.int(), open: z.int(), overdue: z.int() }),
});
export type Statistics = z.infer<typeof Statistics>;
