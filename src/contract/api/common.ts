import { z } from 'zod';
import { Id, Instant } from '../values.js';

export { API_PREFIX } from './prefix.js';

/** A page of a list, newest first. `cursor` comes from the answer before. */
export const PageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type PageQuery = z.infer<typeof PageQuery>;

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional(), total: z.int().optional() });

export const Person = z.object({ id: Id, name: z.string() });
export type Person = z.infer<typeof Person>;

/** How a step was decided when not by the member's own hand at a screen. */
export const DecidedHow = z.object({
  /** Signed by hand: the record of the scan, and who put it in and who confirmed it. */
  paper: z
    .object({ recordId: Id, signedOn: z.iso.date(), recordedBy: Person, confirmedBy: Person })
    .optional(),
  /** Whose step it was: taken for them, by their delegation (代). */
  behalf: Person.optional(),
});
export type DecidedHow = z.infer<typeof DecidedHow>;

export const Role = z.enum(['administrator', 'clerk', 'reviewer', 'leader', 'auditor', 'liaison']);
export type Role = z.infer<typeof Role>;

export const Permission = z.enum([
  'announcement.read',
  'announcement.write',
  'announcement.submit',
  'review.decide',
  /** Prints slips for signing by hand, records the scans, and checks what others recorded. */
  'review.paper',
  /** Lets pass what the screening would block, with a reason. */
  'screening.override',
  /** Keeps the words that the office's screening watches for. */
  'dictionary.manage',
  'release.create',
  'release.recall',
  /** Takes back at once, without a second person's approval. */
  'recall.emergency',
  /** Reads rectifications: what went wrong, and what was done about it. Writing and signing off need more. */
  'rectification.read',
  'ledger.read',
  'screen.read',
  'screen.manage',
  /** Puts warnings on every screen, and the safe slate; ends both. */
  'warning.send',
  'target.read',
  'target.manage',
  'member.manage',
  /** Says which steps a version has to pass. */
  'procedure.manage',
  /** Keeps templates, sets of targets, and how index numbers are made. */
  'template.manage',
  /** Enters which days of a year are worked. */
  'workdays.manage',
  /** Reads objections to public notices, with who made them. */
  'objection.read',
  /** Records objections and their results, and closes a public notice. */
  'objection.handle',
  /** Sees who read personal data, and when. */
  'access.read',
  /** Which robots and programs are told, and the mail server that members are told by. */
  'notification.manage',
  /** The media liaison's desk: outlets, what was released to them, their pickups and tasks, and nothing else. */
  'press.work',
]);
export type Permission = z.infer<typeof Permission>;

export const Me = z.object({
  member: Person.extend({ username: z.string(), roles: z.array(Role) }),
  office: z.object({ id: Id, name: z.string(), shortName: z.string() }),
  permissions: z.array(Permission),
  mustChangePassword: z.boolean(),
  /** False: the member signs in by the provider alone. */
  hasPassword: z.boolean(),
  /** The hub's clock, so that pages can count with it. */
  now: Instant,
  /** A demo office is labelled 演示 wherever a person sees it. */
  demo: z.boolean(),
  publicUrl: z.string(),
});
export type Me = z.infer<typeof Me>;
