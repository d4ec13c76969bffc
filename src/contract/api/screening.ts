import { z } from 'zod';
import { Hash, Instant, LocalizedText } from '../values.js';
import { Person } from './common.js';

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

/** Blocks for which nobody has given a reason: with one of these nothing is submitted, and nothing approved. */
export const openBlocks = (findings: readonly Finding[], answers: FindingAnswers): Finding[] =>
  findings.filter(({ id, level }) => level === 'block' && (answers[id] ?? '').trim() === '');

/** What still has to be answered before an approval: a tick for what has to be looked at, a reason for a block. */
export const unanswered = (findings: readonly Finding[], answers: FindingAnswers): Finding[] => {
  const blocks = new Set(openBlocks(findings, answers));
  return findings.filter(
    (finding) => blocks.has(finding) || (finding.level === 'review' && answers[finding.id] === undefined),
  );
};

/** Somebody who may let pass what blocks has said why a finding of a draft stays. */
export const FindingPass = z.object({ finding: z.string(), reason: z.string(), by: Person, at: Instant });
export type FindingPass = z.infer<typeof FindingPass>;

/** The reasons that count for what these persons wrote and submit: those of others. */
export const passesFor = (passes: readonly FindingPass[], drafters: readonly string[]): FindingAnswers =>
  Object.fromEntries(
    passes.filter(({ by }) => !drafters.includes(by.id)).map(({ finding, reason }) => [finding, reason]),
  );

/** What has been said to a version's findings: before it was submitted, and by who decided on it since. */
export const answeredBefore = (version: {
  passes: readonly FindingPass[];
  decisions: readonly { answers: FindingAnswers }[];
}): FindingAnswers =>
  Object.assign(
    {},
    passesFor(version.passes, []),
    ...version.decisions.map(({ answers }) => answers),
  ) as FindingAnswers;

/** What blocks the submission of a draft as it is saved, for those who may let it pass. */
export const DraftBlocks = z.object({ revision: z.int().positive(), findings: z.array(Finding) });
export type DraftBlocks = z.infer<typeof DraftBlocks>;

/** By finding: why it stays in the draft at `revision`. */
export const PassFindings = z.object({
  revision: z.int().positive(),
  reasons: z.record(z.string().max(64), z.string().trim().min(1).max(500)),
});
export type PassFindings = z.infer<typeof PassFindings>;

/** Asks those who may to look at what blocks the draft at `revision`. */
export const AskForPass = z.object({ revision: z.int().positive() });
export type AskForPass = z.infer<typeof AskForPass>;
