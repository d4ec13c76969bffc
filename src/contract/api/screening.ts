import { z } from 'zod';
import { Hash, LocalizedText } from '../values.js';

/** Block: nothing goes on unless somebody takes it on himself; review: a reviewer ticks it; warn and info are said. */
export const FindingLevel = z.enum(['block', 'review', 'warn', 'info']);
export type FindingLevel = z.infer<typeof FindingLevel>;

/** Where a text stands: a field, a picture's words, a file's name or a piece of what is in it. */
export const ScreeningPlace = z.object({
  part: z.enum(['title', 'docNo', 'issuer', 'metadata', 'body', 'link', 'picture', 'fileName', 'file']),
  /** The file's name. */
  file: z.string().optional(),
  fileHash: Hash.optional(),
  /** Which piece of it: a page, a sheet, a comment. */
  piece: LocalizedText.optional(),
  /** Set where readers of the file do not see it: a hidden column, a comment, a property. */
  hidden: z.boolean().optional(),
});
export type ScreeningPlace = z.infer<typeof ScreeningPlace>;

/** What a rule found. `from` and `to` are UTF-16 places in the text of the part. */
export const Finding = z.object({
  /** The same in each look at the same text. */
  id: z.string(),
  rule: z.string(),
  level: FindingLevel,
  label: LocalizedText,
  source: LocalizedText,
  place: ScreeningPlace,
  from: z.int(),
  to: z.int(),
  text: z.string(),
  before: z.string(),
  after: z.string(),
  /** What may stand there instead: the masked number, the right word. */
  instead: z.string().optional(),
  /** A copy of the file is without it, cleaned, or with it masked: `POST /blobs/:hash/clean`. */
  fix: z.enum(['clean', 'accept', 'mask']).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** By finding: why it may pass; empty says that it was looked at. */
export type FindingAnswers = Readonly<Record<string, string>>;

/** What still has to be answered before an approval: a tick for what has to be looked at, a reason for a block. */
export const unanswered = (findings: readonly Finding[], answers: FindingAnswers): Finding[] =>
  findings.filter(
    ({ id, level }) =>
      (level === 'review' && answers[id] === undefined) ||
      (level === 'block' && (answers[id] ?? '').trim() === ''),
  );
