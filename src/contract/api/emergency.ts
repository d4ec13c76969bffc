import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { Person } from './common.js';

/** The category whose announcements two persons on duty may let go; the database knows it too. */
export const EMERGENCY_CATEGORY = '应急信息';

/** The two approvals on duty, as steps of the review. */
export const dutySteps = ['duty-1', 'duty-2'] as const;

/** What was let go on duty is reviewed within this time. */
export const afterReviewHours = 24;
/** So much before its end it is told as near. */
export const afterReviewNearHours = 4;

export const AfterOutcome = z.enum(['confirmed', 'correct', 'recall']);
export type AfterOutcome = z.infer<typeof AfterOutcome>;

/** The review after the release (事后补审). */
export const AfterReview = z.object({
  dueAt: Instant,
  outcome: AfterOutcome.optional(),
  note: z.string().optional(),
  reviewedBy: Person.optional(),
  reviewedAt: Instant.optional(),
});
export type AfterReview = z.infer<typeof AfterReview>;

export const AfterReviewView = AfterReview.extend({
  versionId: Id,
  announcementId: Id,
  title: z.string(),
  approvedBy: z.array(Person),
  state: z.enum(['open', 'near', 'overdue', 'done']),
  mayReview: z.boolean(),
  mayNotBecause: z.enum(['approver', 'drafter', 'role', 'done']).optional(),
});
export type AfterReviewView = z.infer<typeof AfterReviewView>;

/** Those that are open, the earliest due first. */
export const AfterReviewList = z.object({ items: z.array(AfterReviewView) });
export type AfterReviewList = z.infer<typeof AfterReviewList>;

/** What has to be corrected or recalled says why. */
export const SettleAfterReview = z
  .object({ outcome: AfterOutcome, note: z.string().trim().max(1000).default('') })
  .refine((d) => d.outcome === 'confirmed' || d.note !== '', { path: ['note'], message: 'Say why.' });
export type SettleAfterReview = z.infer<typeof SettleAfterReview>;

/** Whether two persons on duty may let a version go, and who has agreed. */
export const DutyStanding = z.object({
  taken: z.array(Person),
  mayApprove: z.boolean(),
  mayNotBecause: z.enum(['duty', 'drafter', 'taken']).optional(),
});
export type DutyStanding = z.infer<typeof DutyStanding>;

/** Who is on duty, and who could be. */
export const DutyList = z.object({ members: z.array(Person), candidates: z.array(Person) });
export type DutyList = z.infer<typeof DutyList>;

export const SetDuty = z.object({ memberIds: z.array(Id).max(200) });
export type SetDuty = z.infer<typeof SetDuty>;
