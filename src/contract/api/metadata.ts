import { z } from 'zod';
import { MOST_PATTERN, patternFault } from '../kit/index-number.js';
import { metadataLimits } from '../metadata.js';
import { Instant } from '../values.js';

/** By which an office's index numbers are made: `{year}` and one `{serial:5}`, the rest stands as it is. */
export const IndexPattern = z
  .string()
  .trim()
  .max(MOST_PATTERN)
  .superRefine((pattern, context) => {
    const fault = patternFault(pattern);
    if (fault !== undefined)
      context.addIssue({ code: 'custom', message: `pattern: ${fault}`, params: { fault } });
  });

/** What an office's announcements are given by themselves. Without a pattern nothing is numbered. */
export const SetMetadataRule = z.object({
  indexPattern: IndexPattern.optional(),
  /** The topic of new drafts. */
  topic: z.string().trim().min(1).max(metadataLimits.topic).optional(),
  /** The serial that comes next, for an office whose earlier numbers stand on paper. It only ever grows. */
  nextSerial: z.int().min(1).max(9_999_999).optional(),
});
export type SetMetadataRule = z.infer<typeof SetMetadataRule>;

export const MetadataRule = z.object({
  indexPattern: z.string().optional(),
  topic: z.string().optional(),
  nextSerial: z.int(),
  /** The number that would be given now. */
  nextIndexNo: z.string().optional(),
  setAt: Instant.optional(),
});
export type MetadataRule = z.infer<typeof MetadataRule>;
