import { z } from 'zod';
import { Hash, Id, Instant } from '../values.js';
import { Person } from './common.js';
import { AttachedFile } from './intake.js';

/**
 * consultation: another body that is concerned is asked (条例 Art. 11). escalation: the office cannot tell whether it may be
 * disclosed, and asks the body in charge or the one for secrecy (Art. 17).
 */
export const ConsultationKind = z.enum(['consultation', 'escalation']);
export type ConsultationKind = z.infer<typeof ConsultationKind>;

/** The first three answer a consultation, the others an escalation. `partly`: not as it is. */
export const ConsultationVerdict = z.enum(['agrees', 'objects', 'no_opinion', 'may', 'may_not', 'partly']);
export type ConsultationVerdict = z.infer<typeof ConsultationVerdict>;

/** What may be said to each kind. */
export const verdictsOf: Record<ConsultationKind, readonly ConsultationVerdict[]> = {
  consultation: ['agrees', 'objects', 'no_opinion'],
  escalation: ['may', 'may_not', 'partly'],
};

/**
 * How it stands for the text of now. open: no reply. earlier: the reply is about another text; a person confirms it or asks
 * again. refused: the text may not be disclosed, or not as it is. These three block. `asked_again`: the newer one counts.
 */
export const ConsultationStanding = z.enum([
  'open',
  'earlier',
  'refused',
  'holds',
  'asked_again',
  'withdrawn',
]);
export type ConsultationStanding = z.infer<typeof ConsultationStanding>;

export const ConsultationView = z.object({
  id: Id,
  kind: ConsultationKind,
  organ: z.string(),
  contact: z.string(),
  question: z.string(),
  standing: ConsultationStanding,
  /** Nothing is approved or released before this is seen to. */
  blocks: z.boolean(),
  asked: z.object({ by: Person, at: Instant }),
  /** What it was asked about; none: the draft. */
  version: z.object({ id: Id, number: z.int(), hash: Hash }).optional(),
  textHash: Hash,
  /** The last day for the reply, a calendar day of the office. */
  dueOn: z.iso.date(),
  overdue: z.boolean(),
  /** The deadline crosses these years, of which no official notice was entered (待核定). */
  uncertainYears: z.array(z.int()),
  reply: z
    .object({
      verdict: ConsultationVerdict,
      text: z.string(),
      receivedAt: Instant,
      file: AttachedFile.optional(),
      by: Person,
      at: Instant,
    })
    .optional(),
  withdrawn: z.object({ reason: z.string(), by: Person, at: Instant }).optional(),
  /** Who said that the reply holds for the text of now. */
  confirmed: z.object({ note: z.string(), by: Person, at: Instant }).optional(),
});
export type ConsultationView = z.infer<typeof ConsultationView>;

/** Those of an announcement, newest first, as they stand for its text of now. */
export const ConsultationList = z.object({
  items: z.array(ConsultationView),
  textHash: Hash,
  /** Whether one may be begun now, and whether the office may escalate. */
  mayAsk: z.boolean(),
  mayEscalate: z.boolean(),
  /** The last day for a reply to what is asked today, by the office's setting. */
  offered: z.object({ dueOn: z.iso.date(), days: z.int(), uncertainYears: z.array(z.int()) }),
});
export type ConsultationList = z.infer<typeof ConsultationList>;

export const PendingConsultation = z.object({
  id: Id,
  announcementId: Id,
  title: z.string(),
  kind: ConsultationKind,
  organ: z.string(),
  standing: ConsultationStanding,
  dueOn: z.iso.date(),
  overdue: z.boolean(),
});
export type PendingConsultation = z.infer<typeof PendingConsultation>;
/** All that block something in the office; what is due first stands first. A hundred at most. */
export const PendingConsultationList = z.object({ items: z.array(PendingConsultation) });
export type PendingConsultationList = z.infer<typeof PendingConsultationList>;

const words = z.string().trim().min(1).max(5000);

/** Without `dueOn`: by the office's setting. `againOf`: an answered one that this one takes the place of. */
export const AskConsultation = z.object({
  kind: ConsultationKind,
  organ: z.string().trim().min(1).max(100),
  contact: z.string().trim().max(200).default(''),
  question: words,
  dueOn: z.iso.date().optional(),
  againOf: Id.optional(),
});
export type AskConsultation = z.infer<typeof AskConsultation>;

/** A written reply. `receivedAt` is when it came, not when it was typed in. */
export const ReplyConsultation = z.object({
  verdict: ConsultationVerdict,
  text: words,
  receivedAt: Instant,
  file: AttachedFile.optional(),
});
export type ReplyConsultation = z.infer<typeof ReplyConsultation>;

export const WithdrawConsultation = z.object({ reason: z.string().trim().min(1).max(500) });
export type WithdrawConsultation = z.infer<typeof WithdrawConsultation>;

/** The reply holds for the text with this hash, which the person has seen. */
export const ConfirmConsultation = z.object({
  textHash: Hash,
  note: z.string().trim().max(500).default(''),
});
export type ConfirmConsultation = z.infer<typeof ConfirmConsultation>;

/** An office's own periods: working days for a reply, and months until what is withheld is looked at again. */
export const ReviewTerms = z.object({
  consultDays: z.int().min(1).max(60),
  reappraiseMonths: z.int().min(1).max(12),
  /** Working days until a rectification is due. */
  rectifyDays: z.int().min(1).max(60),
});
export type ReviewTerms = z.infer<typeof ReviewTerms>;
