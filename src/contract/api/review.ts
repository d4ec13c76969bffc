import { z } from 'zod';
import { Metadata } from '../metadata.js';
import { Hash, Id, Instant, LocalizedText, Priority } from '../values.js';
import { DecidedHow, page, Person } from './common.js';
import { AfterReviewView, DutyStanding } from './emergency.js';
import { AttachedFile, Extras } from './intake.js';
import { ProcedureStep } from './procedure.js';
import { Finding, FindingPass } from './screening.js';
import { Withhold } from './ground.js';

/** withhold: 不予公开, for a reason that the law knows. */
export const Verdict = z.enum(['approve', 'return', 'withhold']);
export type Verdict = z.infer<typeof Verdict>;

export const DecisionView = DecidedHow.extend({
  id: Id,
  step: z.string(),
  stepLabel: LocalizedText,
  verdict: Verdict,
  opinion: z.string(),
  /** By finding: why it may pass; empty: it was looked at. */
  answers: z.record(z.string(), z.string()),
  by: Person,
  at: Instant,
});
export type DecisionView = z.infer<typeof DecisionView>;

export const VersionState = z.enum(['review', 'returned', 'approved', 'withheld']);
export type VersionState = z.infer<typeof VersionState>;

/** A frozen version with each target's rendition, as a reviewer sees it. */
export const VersionDetail = z.object({
  id: Id,
  announcementId: Id,
  number: z.int(),
  hash: Hash,
  state: VersionState,
  title: z.string(),
  body: z.string(),
  category: z.string(),
  issuer: z.string(),
  docNo: z.string().optional(),
  indexNo: z.string().optional(),
  attachments: z.array(AttachedFile),
  extras: Extras.optional(),
  permalink: z.string(),
  plannedAt: Instant.optional(),
  expiresAt: Instant.optional(),
  /** Of a 公示: for how many working days it stands. */
  noticeDays: z.int().optional(),
  /** Missing for what is published. */
  audience: z.literal('specific').optional(),
  /** Of what is served: the salted hash of the party's name. */
  party: Hash.optional(),
  metadata: Metadata.optional(),
  /** What it belongs with, as that was called when it was submitted. */
  related: z.array(z.object({ announcementId: Id, title: z.string() })).optional(),
  drafter: Person,
  submittedAt: Instant,
  renditions: z.array(
    z.object({
      targetId: Id,
      hash: Hash,
      preview: z.object({ html: z.string(), width: z.int(), height: z.int() }),
    }),
  ),
  /** What the screening found in it; all of it has to be answered before it can be approved. */
  findings: z.array(Finding),
  /** What of it was let pass before it was submitted, by others than those who wrote it. */
  passes: z.array(FindingPass),
  procedure: z.array(ProcedureStep),
  decisions: z.array(DecisionView),
  /** The step that waits, and whether the one who asks may take it. */
  waitsFor: ProcedureStep.optional(),
  mayDecide: z.boolean(),
  /** Whose step the one who asks would take for them. */
  actsFor: Person.optional(),
  /** Who takes the step that waits for whom at the moment. */
  standIns: z.array(z.object({ from: Person, to: Person, until: Instant })),
  mayNotBecause: z.enum(['drafter', 'role', 'department', 'same', 'decided']).optional(),
  /** Of an emergency announcement that waits: the way by two persons on duty. */
  duty: DutyStanding.optional(),
  /** It was let go on duty: the review afterwards. */
  afterReview: AfterReviewView.optional(),
});
export type VersionDetail = z.infer<typeof VersionDetail>;

export const ReviewRow = z.object({
  versionId: Id,
  announcementId: Id,
  title: z.string(),
  category: z.string(),
  drafter: Person,
  submittedAt: Instant,
  waitsFor: ProcedureStep,
  mayDecide: z.boolean(),
  /** It was signed by hand, and the scan waits for its check. */
  paper: z.object({ recordId: Id, mayCheck: z.boolean() }).optional(),
});
export type ReviewRow = z.infer<typeof ReviewRow>;
export const ReviewPage = page(ReviewRow);
export type ReviewPage = z.infer<typeof ReviewPage>;

/** A decision names exactly what was seen. A `return` needs an opinion, a `withhold` its ground and an explanation. */
export const Decide = z
  .object({
    verdict: Verdict,
    opinion: z.string().trim().max(2000),
    versionHash: Hash,
    renditionHashes: z.record(Id, Hash),
    /** By finding: why it may pass; empty says that it was looked at. */
    answers: z.record(z.string().max(64), z.string().trim().max(500)).default({}),
    withhold: Withhold.optional(),
  })
  .refine((d) => d.verdict === 'approve' || d.opinion !== '', {
    path: ['opinion'],
    message: 'A return needs an opinion, and so does what is withheld.',
  })
  .refine((d) => (d.verdict === 'withhold') === (d.withhold !== undefined), {
    path: ['withhold'],
    message: 'What is withheld has a ground, and nothing else has.',
  });
export type Decide = z.infer<typeof Decide>;

/** Fewer targets than approved, never others. Without `publishAt`: at once. */
export const CreateRelease = z.object({
  targetIds: z.array(Id).min(1).max(100),
  publishAt: Instant.optional(),
  expiresAt: Instant.optional(),
  priority: Priority.default('routine'),
  /**
   * It replaces what is out: in place where the channel can, and where it can't the old version is taken back first.
   * Without it, a target where the announcement is still out refuses.
   */
  correction: z.boolean().default(false),
});
export type CreateRelease = z.infer<typeof CreateRelease>;
