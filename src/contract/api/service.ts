import { z } from 'zod';
import { Day } from '../metadata.js';
import { Hash, Id, Instant } from '../values.js';
import { Person } from './common.js';
import { AttachedFile } from './intake.js';

/** For whom an announcement is that is served: a person, a company, another body. */
export const SetParty = z.object({ name: z.string().trim().min(1).max(200) });
export type SetParty = z.infer<typeof SetParty>;

/**
 * direct: 直接送达, to another organ too. post: 邮寄送达, by the postal service (国办公开办函〔2016〕235号: no other courier).
 * electronic: 电子送达, to whom has agreed. left: 留置送达.
 */
export const ServiceWay = z.enum(['direct', 'post', 'electronic', 'left']);
export type ServiceWay = z.infer<typeof ServiceWay>;

const words = z.string().trim().max(500);

/** The day is the one that counts: of the signature, of the posting, of the arrival, or when it was left. */
const common = { on: Day, receiver: z.string().trim().min(1).max(100), file: AttachedFile.optional() };
export const RecordService = z.discriminatedUnion('way', [
  z.object({ way: z.literal('direct'), ...common, note: words.optional() }),
  /** With the number of the mail. */
  z.object({ way: z.literal('post'), ...common, note: words.min(1) }),
  z.object({ way: z.literal('electronic'), ...common, note: words.min(1), consent: z.literal(true) }),
  /** With who was there, or how it was recorded. */
  z.object({ way: z.literal('left'), ...common, note: words.min(1) }),
]);
export type RecordService = z.infer<typeof RecordService>;

export const ServiceRecord = z.object({
  id: Id,
  way: ServiceWay,
  on: Day,
  receiver: z.string(),
  note: z.string().optional(),
  file: AttachedFile.optional(),
  by: Person,
  at: Instant,
  hash: Hash,
});
export type ServiceRecord = z.infer<typeof ServiceRecord>;

/** For whom it is and how they got it. Whoever reads it reads personal data. */
export const ServiceView = z.object({
  party: z.string().optional(),
  /** The approved version is for this party, and may be served. */
  due: z.boolean(),
  /** Newest first: a later one puts an earlier one right. */
  records: z.array(ServiceRecord),
});
export type ServiceView = z.infer<typeof ServiceView>;
