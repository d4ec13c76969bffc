import { z } from 'zod';

/** A hash with its algorithm's name: `sha256:` and 64 hex digits. */
export const Hash = z.string().regex(/^sha256:[0-9a-f]{64}$/);
export type Hash = z.infer<typeof Hash>;

export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

/** An instant on the wire: ISO 8601 with an offset. */
export const Instant = z.iso.datetime({ offset: true });
export type Instant = z.infer<typeof Instant>;

/** Text that people read, in the two languages of the console. */
export const LocalizedText = z.object({ zh: z.string().min(1), en: z.string().min(1) });
export type LocalizedText = z.infer<typeof LocalizedText>;

/** Whatever JSON can carry. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export const Json: z.ZodType<Json> = z.json();

export const Priority = z.enum(['routine', 'urgent', 'emergency']);
export type Priority = z.infer<typeof Priority>;

export const Operation = z.enum(['publish', 'update', 'recall']);
export type Operation = z.infer<typeof Operation>;

/** A delivery's states, architecture.md section 4; which may follow which is a table in the database. */
export const DeliveryState = z.enum([
  'held',
  'scheduled',
  'queued',
  'sending',
  'accepted',
  'live',
  'gone',
  'missing',
  'failed',
  'unconfirmed',
  'cancelled',
  'superseded',
  'lapsed',
  'done',
  'with_person',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** Why something is taken back. The codes are stable; the words belong to the console's dictionary. */
export const RecallReason = z.enum(['error', 'secrecy', 'privacy', 'policy_change', 'duplicate', 'other']);
export type RecallReason = z.infer<typeof RecallReason>;

/** Why a delivery is `gone`, and what a tombstone says: a person's reason, or the clock's. */
export const GoneReason = z.enum([...RecallReason.options, 'expired', 'superseded']);
export type GoneReason = z.infer<typeof GoneReason>;

/** How a body refers to a picture before a channel has a URL for it: `asset:sha256:…`. */
export const ASSET_SCHEME = 'asset:';

/** A file by its content: what it is called, what it is, how many bytes. */
export const AssetRef = z.object({
  hash: Hash,
  name: z.string().min(1).max(255),
  mediaType: z.string().min(3).max(127),
  size: z.int().nonnegative(),
  /** Pictures only, in pixels. */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
});
export type AssetRef = z.infer<typeof AssetRef>;
