import { z } from 'zod';
import {
  DeliveryState,
  GoneReason,
  Hash,
  Id,
  Instant,
  Json,
  LocalizedText,
  Operation,
  Priority,
  RecallReason,
} from '../values.js';
import { page, PageQuery, Person } from './common.js';
import { AnnouncementRow } from './intake.js';
import { ReportView, TaskView } from './tasks.js';

export const ReleaseView = z.object({
  id: Id,
  announcementId: Id,
  versionId: Id,
  publishAt: Instant,
  expiresAt: Instant.optional(),
  priority: Priority,
  releasedBy: Person,
  releasedAt: Instant,
  deliveryIds: z.array(Id),
});
export type ReleaseView = z.infer<typeof ReleaseView>;

/** The board: one row an announcement that was released, one cell a target. */
export const BoardQuery = PageQuery.extend({ state: DeliveryState.optional() });
export type BoardQuery = z.infer<typeof BoardQuery>;
export const BoardPage = page(AnnouncementRow);
export type BoardPage = z.infer<typeof BoardPage>;

export const AttemptView = z.object({
  id: Id,
  kind: z.enum(['deliver', 'update', 'recall', 'verify']),
  startedAt: Instant,
  finishedAt: Instant.optional(),
  /** What came of it: a delivery state, or what was seen. Missing: no answer was recorded. */
  outcome: z.string().optional(),
  evidence: Json.optional(),
  steps: z.array(
    z.object({
      name: z.string(),
      startedAt: Instant,
      finishedAt: Instant.optional(),
      result: Json.optional(),
    }),
  ),
});
export type AttemptView = z.infer<typeof AttemptView>;

/** A cell's story. */
export const DeliveryDetail = z.object({
  id: Id,
  announcementId: Id,
  announcementTitle: z.string(),
  versionNumber: z.int(),
  targetId: Id,
  targetName: z.string(),
  channel: z.string(),
  operation: Operation,
  state: DeliveryState,
  goneReason: GoneReason.optional(),
  dueAt: Instant.optional(),
  publishAt: Instant,
  liveAt: Instant.optional(),
  url: z.string().optional(),
  renditionHash: Hash,
  tries: z.int(),
  /** The channel's own words when it refused or could not say. */
  lastError: z.string().optional(),
  /** The same for people: what happened and what to do. With `scheduled` it says what is waited for until `dueAt`. */
  lastWords: LocalizedText.optional(),
  task: TaskView.optional(),
  /** What the other side or a person said about it, oldest first. */
  reports: z.array(ReportView),
  attempts: z.array(AttemptView),
  /** Display targets only: what each screen has done with it. */
  screens: z
    .array(
      z.object({
        screenId: Id,
        name: z.string(),
        expected: z.boolean(),
        state: z.string(),
        at: Instant,
        online: z.boolean(),
      }),
    )
    .optional(),
});
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;

/** Take an announcement back, everywhere or from some targets. */
export const CreateRecall = z.object({
  reason: RecallReason,
  note: z.string().trim().max(2000).default(''),
  targetIds: z.array(Id).min(1).max(100).optional(),
});
export type CreateRecall = z.infer<typeof CreateRecall>;

/** What a recall would touch, for the dialog that asks. */
export const RecallScope = z.object({ targets: z.int(), screens: z.int(), cancels: z.int() });
export type RecallScope = z.infer<typeof RecallScope>;

export const RecallAnswer = z.object({ recalls: z.array(Id), cancelled: z.array(Id) });
export type RecallAnswer = z.infer<typeof RecallAnswer>;

/** A person's word on an unconfirmed delivery. */
export const ResolveDelivery = z.object({
  choice: z.enum(['live', 'send_again', 'give_up']),
  note: z.string().trim().min(1).max(2000),
});
export type ResolveDelivery = z.infer<typeof ResolveDelivery>;

export const SealView = z.object({ number: z.int(), root: Hash, hash: Hash, sealedAt: Instant });

export const LedgerEntryView = z.object({
  id: z.string(),
  at: Instant,
  kind: z.string(),
  /** `member:<id>` or `system:<part>`. */
  actor: z.string(),
  actorName: z.string().optional(),
  announcementId: Id.optional(),
  announcementTitle: z.string().optional(),
  targetName: z.string().optional(),
  data: Json,
  /** Missing while the entry is in the unsealed tail (at most seconds). */
  seal: SealView.optional(),
});
export type LedgerEntryView = z.infer<typeof LedgerEntryView>;
export const LedgerQuery = PageQuery.extend({
  announcementId: Id.optional(),
  kind: z.string().max(60).optional(),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;
export const LedgerPage = page(LedgerEntryView).extend({ unsealed: z.int() });
export type LedgerPage = z.infer<typeof LedgerPage>;

/** The record of one announcement: every target, state, time, address, attempt, step, decision and hash. */
export const AnnouncementRecord = z.object({
  announcementId: Id,
  title: z.string(),
  permalink: z.string().optional(),
  versions: z.array(
    z.object({
      id: Id,
      number: z.int(),
      hash: Hash,
      submittedAt: Instant,
      submittedBy: Person,
      renditions: z.array(z.object({ targetId: Id, targetName: z.string(), hash: Hash })),
      decisions: z.array(
        z.object({
          step: z.string(),
          verdict: z.string(),
          opinion: z.string(),
          by: Person,
          at: Instant,
          versionHash: Hash,
        }),
      ),
    }),
  ),
  releases: z.array(ReleaseView),
  deliveries: z.array(DeliveryDetail),
  entries: z.array(LedgerEntryView),
});
export type AnnouncementRecord = z.infer<typeof AnnouncementRecord>;
