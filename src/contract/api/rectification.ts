import { z } from 'zod';
import { DeliveryState, Hash, Id, Instant, RecallReason } from '../values.js';
import { page, PageQuery, Person } from './common.js';

/**
 * What a rectification (整改单) comes from: a recall; something that came out late or should have and did not
 * (政府信息公开条例 Art. 26, 53); an order of who supervises (Art. 47).
 */
export const RectificationOrigin = z.enum(['recall', 'late', 'missed', 'ordered']);
export type RectificationOrigin = z.infer<typeof RectificationOrigin>;
/** What a person opens by hand, without a recall. */
export const OtherOrigin = RectificationOrigin.exclude(['recall']);
export type OtherOrigin = z.infer<typeof OtherOrigin>;

/** open: being written. done: written, and waits for its sign-off. returned: sent back, and being written again. */
export const RectificationState = z.enum(['open', 'done', 'returned', 'signed']);
export type RectificationState = z.infer<typeof RectificationState>;

/** How its deadline stands; over: it was signed off. */
export const RectificationClock = z.enum(['running', 'near', 'overdue', 'over']);
export type RectificationClock = z.infer<typeof RectificationClock>;

/** So many calendar days before its last day it counts as near. */
export const rectificationNearDays = 3;

const words = (most: number) => z.string().trim().max(most).default('');

/** What 保密法 Art. 34 asks for when secrets are found outside. Never with anything of the secret itself. */
export const SecrecyDuties = z.object({
  stopped: z.boolean().default(false),
  preserved: z.boolean().default(false),
  /** The day of the report, and to whom. */
  reportedOn: z.iso.date().optional(),
  reportedTo: words(200),
});
export type SecrecyDuties = z.infer<typeof SecrecyDuties>;

/** What is written in a rectification. */
export const RectificationText = z
  .object({
    cause: words(4000),
    /** What could be seen, and by whom. */
    scope: words(4000),
    /** Where the hub does not know it: from when to when it could be seen. */
    seenFrom: Instant.optional(),
    seenTo: Instant.optional(),
    /** 补救措施, those that were taken and those that keep it from happening again. */
    measures: words(4000),
    /** Members who answer for it. */
    responsible: z.array(Id).max(20).default([]),
    /** Others who do, or what a list of members cannot say. */
    responsibleWords: words(500),
    duties: SecrecyDuties.optional(),
  })
  .refine(({ seenFrom, seenTo }) => seenFrom === undefined || seenTo === undefined || seenFrom <= seenTo, {
    path: ['seenTo'],
    error: 'not before it began',
  });
export type RectificationText = z.infer<typeof RectificationText>;

/**
 * Telling the persons affected (个人信息保护法 Art. 57). It may be left out only where the measures keep harm away from them,
 * and the reason for that is written down.
 */
export const AffectedNotice = z.discriminatedUnion('state', [
  z.object({ state: z.literal('not_needed'), reason: z.string().trim().min(1).max(1000) }),
  z.object({ state: z.literal('needed'), how: z.string().trim().min(1).max(1000), by: z.iso.date() }),
  z.object({
    state: z.literal('given'),
    how: z.string().trim().min(1).max(1000),
    on: z.iso.date(),
    persons: z.int().min(0).max(100_000_000).optional(),
    /** The authority that was told as well, and when. */
    authority: words(300),
  }),
]);
export type AffectedNotice = z.infer<typeof AffectedNotice>;

/** What has to be there before it may be submitted for its sign-off. */
export const RectificationGap = z.enum([
  'cause',
  'scope',
  'measures',
  'responsible',
  /** Of a leak of personal data: whether the persons are told is not decided, or they have not been told yet. */
  'notice',
  'notice_due',
  /** Of a secret: stop, keep, report. */
  'stopped',
  'preserved',
  'reported',
]);
export type RectificationGap = z.infer<typeof RectificationGap>;

export const RectificationRow = z.object({
  id: Id,
  announcementId: Id,
  title: z.string(),
  origin: RectificationOrigin,
  recall: z.object({ id: Id, reason: RecallReason }).optional(),
  state: RectificationState,
  clock: RectificationClock,
  /** The last day, an office's calendar day. */
  dueOn: z.iso.date(),
  openedAt: Instant,
  openedBy: Person,
  /** When and by whom it was signed off. */
  signed: z.object({ at: Instant, by: Person }).optional(),
});
export type RectificationRow = z.infer<typeof RectificationRow>;

export const RectificationQuery = PageQuery.extend({
  /** Only those that are not signed off; what is due first stands first, and there is one page of them. */
  open: z.stringbool().default(false),
  announcementId: Id.optional(),
});
export type RectificationQuery = z.infer<typeof RectificationQuery>;
export const RectificationPage = page(RectificationRow);
export type RectificationPage = z.infer<typeof RectificationPage>;

/** One step, in its order. */
export const RectificationStep = z.object({
  number: z.int(),
  act: z.enum(['opened', 'written', 'notice', 'moved', 'submitted', 'signed', 'returned']),
  by: Person,
  at: Instant,
  dueOn: z.iso.date().optional(),
  /** Of a notice: what it came to. */
  notice: z.enum(['not_needed', 'needed', 'given']).optional(),
  words: z.string().optional(),
});
export type RectificationStep = z.infer<typeof RectificationStep>;

/** One place where it could be seen, as far as the hub knows. */
export const Exposure = z.object({
  deliveryId: Id,
  target: z.string(),
  channel: z.string(),
  version: z.int(),
  state: DeliveryState,
  from: Instant.optional(),
  /** Missing while it may still be seen there, or where nobody could tell. */
  to: Instant.optional(),
  url: z.string().optional(),
  /** Screens that were sent it. */
  screens: z.int(),
  /** Where a channel writes to people by name: how many were sent it, and how many opened it. Missing where nobody counts. */
  readers: z.object({ sent: z.int(), opened: z.int() }).optional(),
});
export type Exposure = z.infer<typeof Exposure>;

/** A later version of the announcement, which replaces what was out. */
export const Replacement = z.object({
  versionId: Id,
  number: z.int(),
  submittedAt: Instant,
  liveAt: Instant.optional(),
});
export type Replacement = z.infer<typeof Replacement>;

export const RectificationView = RectificationRow.extend({
  /** The last step's number: what the next one is asked with. */
  number: z.int(),
  /** Years that its deadline crosses and no official calendar covers (待核定). */
  uncertainYears: z.array(z.int()),
  text: RectificationText,
  written: z.object({ at: Instant, by: Person }).optional(),
  notice: AffectedNotice.optional(),
  steps: z.array(RectificationStep),
  exposure: z.array(Exposure),
  replacement: Replacement.optional(),
  gaps: z.array(RectificationGap),
  /** Of what was submitted; while it waits for its sign-off. */
  hash: Hash.optional(),
  /** Who may be named as responsible. */
  members: z.array(Person),
  mayWrite: z.boolean(),
  maySign: z.boolean(),
  mayNotSignBecause: z.enum(['state', 'role', 'writer']).optional(),
});
export type RectificationView = z.infer<typeof RectificationView>;

/** By hand: from a recall that was agreed to, or without one. */
export const OpenRectification = z.discriminatedUnion('origin', [
  z.object({ origin: z.literal('recall'), recallId: Id, dueOn: z.iso.date().optional() }),
  z.object({ origin: OtherOrigin, dueOn: z.iso.date().optional() }),
]);
export type OpenRectification = z.infer<typeof OpenRectification>;

/** The number of the step that the caller saw last. */
const seen = { number: z.int().min(1) };

export const WriteRectification = z.object({ ...seen, text: RectificationText });
export type WriteRectification = z.infer<typeof WriteRectification>;

export const SetAffectedNotice = z.object({ ...seen, notice: AffectedNotice });
export type SetAffectedNotice = z.infer<typeof SetAffectedNotice>;

export const MoveRectification = z.object({
  ...seen,
  dueOn: z.iso.date(),
  words: z.string().trim().min(1).max(1000),
});
export type MoveRectification = z.infer<typeof MoveRectification>;

export const SubmitRectification = z.object(seen);
export type SubmitRectification = z.infer<typeof SubmitRectification>;

/** The hash is that of what the signer saw. Who sends it back says why. */
export const SettleRectification = z
  .object({ verdict: z.enum(['sign', 'return']), words: words(2000), hash: Hash })
  .refine((wish) => wish.verdict === 'sign' || wish.words !== '', { path: ['words'], error: 'Say why.' });
export type SettleRectification = z.infer<typeof SettleRectification>;
