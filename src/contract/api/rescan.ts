import { z } from 'zod';
import { Id, Instant, LocalizedText } from '../values.js';
import { AnnouncementRow } from './intake.js';
import { FindingLevel, ScreeningPlace } from './screening.js';

/**
 * What a second screening found in something that is out. What was found is told by its rule and its place: the words
 * themselves, which may have to be taken back, are not kept once more.
 */
export const RescanFinding = z.object({
  id: Id,
  rule: z.string(),
  level: FindingLevel,
  label: LocalizedText,
  source: LocalizedText,
  place: ScreeningPlace,
  foundAt: Instant,
});
export type RescanFinding = z.infer<typeof RescanFinding>;

/** Announcements that are out with what nobody has answered, the newest find first; a hundred at most. */
export const RescanView = z.object({
  items: z.array(z.object({ announcement: AnnouncementRow, findings: z.array(RescanFinding) })),
  /** The newest look at all that is out; missing before the first. */
  scan: z.object({ startedAt: Instant, finishedAt: Instant.optional() }).optional(),
});
export type RescanView = z.infer<typeof RescanView>;

/** Why it may stay out all the same. */
export const DismissRescan = z.object({ reason: z.string().trim().min(1).max(500) });
export type DismissRescan = z.infer<typeof DismissRescan>;
