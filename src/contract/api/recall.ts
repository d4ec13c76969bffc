import { z } from 'zod';
import { DeliveryState, GoneReason, Id, Instant, LocalizedText, Operation, RecallReason } from '../values.js';
import { page, PageQuery, Person } from './common.js';
import { TaskView } from './tasks.js';

/** Take an announcement back, everywhere or from some targets. `emergency` needs the permission and no second person. */
export const CreateRecall = z.object({
  reason: RecallReason,
  note: z.string().trim().max(2000).default(''),
  targetIds: z.array(Id).min(1).max(100).optional(),
  emergency: z.boolean().default(false),
});
export type CreateRecall = z.infer<typeof CreateRecall>;

/** What a recall would touch, for the dialog that asks. */
export const RecallScope = z.object({
  targets: z.int(),
  screens: z.int(),
  cancels: z.int(),
  /** The request that waits for a decision already. */
  waiting: Id.optional(),
});
export type RecallScope = z.infer<typeof RecallScope>;

/** Somebody's wish to take an announcement back, and what a second person said to it. */
export const RecallRequestView = z.object({
  id: Id,
  announcementId: Id,
  announcementTitle: z.string(),
  reason: RecallReason,
  note: z.string(),
  targetIds: z.array(Id).optional(),
  emergency: z.boolean(),
  requestedBy: Person,
  requestedAt: Instant,
  decision: z
    .object({ verdict: z.enum(['approve', 'refuse']), opinion: z.string(), by: Person, at: Instant })
    .optional(),
  /** Whether the one who asks may decide, and why not. */
  mayDecide: z.boolean(),
  mayNotBecause: z.enum(['requester', 'role', 'decided']).optional(),
});
export type RecallRequestView = z.infer<typeof RecallRequestView>;

export const RecallQuery = PageQuery.extend({
  /** Only those that wait for a decision. */
  waiting: z.stringbool().default(false),
  announcementId: Id.optional(),
});
export type RecallQuery = z.infer<typeof RecallQuery>;
export const RecallPage = page(RecallRequestView);
export type RecallPage = z.infer<typeof RecallPage>;

/** Both lists are empty until it is approved. */
export const RecallAnswer = z.object({
  request: RecallRequestView,
  recalls: z.array(Id),
  cancelled: z.array(Id),
});
export type RecallAnswer = z.infer<typeof RecallAnswer>;

/** A refusal needs an opinion. */
export const DecideRecall = z
  .object({ verdict: z.enum(['approve', 'refuse']), opinion: z.string().trim().max(2000).default('') })
  .refine((d) => d.verdict === 'approve' || d.opinion !== '', {
    path: ['opinion'],
    message: 'A refusal needs an opinion.',
  });
export type DecideRecall = z.infer<typeof DecideRecall>;

/** How far a recall is on one target. */
export const RecallTarget = z.object({
  target: z.object({ id: Id, name: z.string(), channel: z.string(), drill: z.boolean() }),
  deliveryId: Id,
  operation: Operation,
  /** Of the recall; `cancelled` where it had not gone out. */
  state: DeliveryState,
  goneReason: GoneReason.optional(),
  url: z.string().optional(),
  orderedAt: Instant,
  /** When it was verified gone, or cancelled. */
  endedAt: Instant.optional(),
  lastWords: LocalizedText.optional(),
  lastError: z.string().optional(),
  /** What a person has to do; the number to call stands in its text and facts. */
  task: TaskView.optional(),
  screens: z.array(
    z.object({ screenId: Id, name: z.string(), state: z.string(), online: z.boolean(), at: Instant }),
  ),
});
export type RecallTarget = z.infer<typeof RecallTarget>;

/** One page shows a recall: who asked and who agreed, every target, and what is still open. */
export const RecallProgress = z.object({
  request: RecallRequestView,
  permalink: z.string().optional(),
  targets: z.array(RecallTarget),
  /** Targets that are verified gone or never got it; with a person; and the rest. */
  counts: z.object({ gone: z.int(), withPerson: z.int(), open: z.int() }),
  /** When the last target ended; missing while something is open. */
  finishedAt: Instant.optional(),
});
export type RecallProgress = z.infer<typeof RecallProgress>;
