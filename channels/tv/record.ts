import { z } from 'zod';
import type { Files } from '../../src/contract/channel.js';
import { GoneReason, Hash, Instant, Priority, type AssetRef } from '../../src/contract/values.js';
import { digits } from './addresses.js';
import { TvDocument } from './document.js';

/**
 * What a target keeps of one notice: a single file, so that one atomic write is the moment in which it appears, changes
 * or goes. `past` holds the keys of deliveries that stood here before and must not come back by a late writer.
 */
const Live = z.strictObject({
  format: z.literal('tv-item.v1'),
  state: z.literal('live'),
  key: z.string(),
  rendition: Hash,
  version: z.int().positive(),
  priority: Priority,
  publishedAt: Instant,
  storedAt: Instant,
  expiresAt: Instant.optional(),
  document: TvDocument,
  past: z.array(z.string()),
});
const Gone = z.strictObject({
  format: z.literal('tv-item.v1'),
  state: z.literal('gone'),
  reason: GoneReason,
  goneAt: Instant,
  past: z.array(z.string()),
});
const TvRecord = z.discriminatedUnion('state', [Live, Gone]);
export type LiveRecord = z.infer<typeof Live>;
export type TvRecord = z.infer<typeof TvRecord>;

/** Keys remembered of earlier deliveries; more than an announcement ever has versions. */
const PAST_LIMIT = 200;

const recordPath = (slug: string): string => `n/${slug}/item.json`;
export const pictureFolder = (slug: string): string => `n/${slug}/p`;
export const picturePath = (slug: string, { hash }: Pick<AssetRef, 'hash'>): string =>
  `${pictureFolder(slug)}/${digits(hash)}.png`;

/** Undefined when there is none. Throws a ZodError or SyntaxError when the file is damaged. */
export async function readRecord(files: Files, slug: string): Promise<TvRecord | undefined> {
  const bytes = await files.read(recordPath(slug));
  return bytes && TvRecord.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

export const writeRecord = (files: Files, slug: string, record: TvRecord): Promise<void> =>
  files.write(recordPath(slug), JSON.stringify(record));

export const isDamage = (error: unknown): boolean =>
  error instanceof SyntaxError || error instanceof z.ZodError;

/** Its window is open at `now`: an item leaves the air at its end even if nobody tells us. */
export const isOnAir = (record: TvRecord | undefined, now: Date): record is LiveRecord =>
  record?.state === 'live' && (record.expiresAt === undefined || now < new Date(record.expiresAt));

/** The record with the end that the hub has for it now: it may have been given more time since it was stored. */
export const endingAt = (record: TvRecord | undefined, end: Date | undefined): TvRecord | undefined =>
  record?.state === 'live' && end ? { ...record, expiresAt: end.toISOString() } : record;

/** The keys that must not return once `next` stands here. */
export function pastOf(record: TvRecord | undefined, next: string[]): string[] {
  if (!record) return [];
  const keys = record.state === 'live' ? [...record.past, record.key] : record.past;
  return unique(keys.filter((key) => !next.includes(key))).slice(-PAST_LIMIT);
}

/** The keys of a tombstone: everything that stood here, and who took it back. */
export const buriedOf = (record: TvRecord | undefined, recalled: string[]): string[] =>
  unique([...pastOf(record, []), ...recalled]).slice(-PAST_LIMIT);

const unique = (keys: string[]): string[] => [...new Set(keys)];
