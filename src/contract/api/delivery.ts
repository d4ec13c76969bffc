import { z } from 'zod';
import { Reader } from '../person.js';
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
} from '../values.js';
import { AfterReview } from './emergency.js';
import { DecidedHow, page, PageQuery, Person } from './common.js';
import { AnnouncementFilter, AnnouncementRow } from './intake.js';
import { PersonalData } from './personal-data.js';
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

/** Several versions that go together or not at all. */
export const CreateReleaseGroup = z.object({
  name: z.string().trim().min(1).max(100),
  members: z
    .array(z.object({ versionId: Id, targetIds: z.array(Id).min(1).max(100) }))
    .min(2)
    .max(50)
    .refine((all) => new Set(all.map(({ versionId }) => versionId)).size === all.length, {
      message: 'Each version once.',
    }),
  publishAt: Instant.optional(),
  expiresAt: Instant.optional(),
  priority: Priority.default('routine'),
});
export type CreateReleaseGroup = z.infer<typeof CreateReleaseGroup>;

export const ReleaseGroupView = z.object({
  id: Id,
  name: z.string(),
  publishAt: Instant,
  createdBy: Person,
  /** When all of it was set free; missing while the group is held. */
  letGoAt: Instant.optional(),
  /** When somebody gave it up: nothing of it went out. */
  dissolvedAt: Instant.optional(),
  members: z.array(
    z.object({
      announcementId: Id,
      title: z.string(),
      versionId: Id,
      /** The announcements that its page leads to. */
      names: z.array(Id),
      /** Why this one holds the whole group: its approval was lost, or part of it was taken back. */
      holdsBecause: z.enum(['approval', 'withdrawn']).optional(),
    }),
  ),
});
export type ReleaseGroupView = z.infer<typeof ReleaseGroupView>;

/** The groups that have neither gone nor been dissolved, earliest first. */
export const ReleaseGroupList = z.object({ items: z.array(ReleaseGroupView) });
export type ReleaseGroupList = z.infer<typeof ReleaseGroupList>;

/** The board: one row an announcement that was released, one cell a target. The period is that of the newest release. */
export const BoardQuery = PageQuery.extend({
  ...AnnouncementFilter.shape,
  state: DeliveryState.optional(),
});
export type BoardQuery = z.infer<typeof BoardQuery>;
export const BoardPage = page(AnnouncementRow).extend({ indexing: z.boolean().optional() });
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
  /** In answers on one delivery: to whom it was sent, and who has read and acknowledged it. */
  readers: z.array(Reader).optional(),
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

/** A person's word on an unconfirmed delivery. */
export const ResolveDelivery = z.object({
  choice: z.enum(['live', 'send_again', 'give_up']),
  note: z.string().trim().min(1).max(2000),
});
export type ResolveDelivery = z.infer<typeof ResolveDelivery>;

/** A delivery that is missing or failed goes out again. */
export const RepairDelivery = z.object({ note: z.string().trim().max(2000).default('') });
export type RepairDelivery = z.infer<typeof RepairDelivery>;

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

export const PersonalReadQuery = PageQuery.extend({
  memberId: Id.optional(),
  what: PersonalData.optional(),
  from: Instant.optional(),
  /** No part of the period. */
  to: Instant.optional(),
});
export type PersonalReadQuery = z.infer<typeof PersonalReadQuery>;

/** Entries `personal.read` of the ledger; `people` are those who have read any such data. */
export const PersonalReadPage = page(LedgerEntryView).extend({ people: z.array(Person) });
export type PersonalReadPage = z.infer<typeof PersonalReadPage>;

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
      /** It was let go on duty: the review afterwards. */
      afterReview: AfterReview.optional(),
      renditions: z.array(z.object({ targetId: Id, targetName: z.string(), hash: Hash })),
      decisions: z.array(
        DecidedHow.extend({
          step: z.string(),
          /** As the version's procedure names it; absent for the one step of the default. */
          stepLabel: LocalizedText.optional(),
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
