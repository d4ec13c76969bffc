import { z } from 'zod';
import type { Files } from '../../src/contract/channel.js';
import { GoneReason, Hash, Instant, type AssetRef } from '../../src/contract/values.js';
import { digits } from './addresses.js';
import { SiteDocument } from './document.js';

/**
 * What the site keeps of one notice: a single file, so that one atomic write is the moment in which a notice appears,
 * changes or goes. `past` holds the keys of deliveries that stood here before and must not come back by a late writer.
 */
const Live = z.strictObject({
  format: z.literal('site-item.v1'),
  state: z.literal('live'),
  key: z.string(),
  rendition: Hash,
  version: z.int().positive(),
  publishedAt: Instant,
  storedAt: Instant,
  document: SiteDocument,
  past: z.array(z.string()),
});
const Gone = z.strictObject({
  format: z.literal('site-item.v1'),
  state: z.literal('gone'),
  reason: GoneReason,
  goneAt: Instant,
  past: z.array(z.string()),
});
const SiteRecord = z.discriminatedUnion('state', [Live, Gone]);
export type LiveRecord = z.infer<typeof Live>;
export type GoneRecord = z.infer<typeof Gone>;
export type SiteRecord = z.infer<typeof SiteRecord>;

/** Keys remembered of earlier deliveries; more than an announcement ever has versions. */
const PAST_LIMIT = 200;

export const itemFolder = (slug: string): string => `n/${slug}`;
const recordPath = (slug: string): string => `${itemFolder(slug)}/item.json`;
export const assetFolder = (slug: string): string => `${itemFolder(slug)}/assets`;
export const assetPath = (slug: string, { hash }: Pick<AssetRef, 'hash'>): string =>
  `${assetFolder(slug)}/${digits(hash)}`;

/** The record's bytes, unparsed: good enough to see whether anything changed. */
export const readRecordBytes = (files: Files, slug: string): Promise<Uint8Array | undefined> =>
  files.read(recordPath(slug));

/** Undefined when there is none. Throws a ZodError or SyntaxError when the file is damaged. */
export async function readRecord(files: Files, slug: string): Promise<SiteRecord | undefined> {
  const bytes = await readRecordBytes(files, slug);
  return bytes && parseRecord(bytes);
}

export const parseRecord = (bytes: Uint8Array): SiteRecord =>
  SiteRecord.parse(JSON.parse(new TextDecoder().decode(bytes)));

export const writeRecord = (files: Files, slug: string, record: SiteRecord): Promise<void> =>
  files.write(recordPath(slug), JSON.stringify(record));

/** The keys that must not return once `next` stands here. */
export function pastOf(record: SiteRecord | undefined, next: string[]): string[] {
  if (!record) return [];
  const keys = record.state === 'live' ? [...record.past, record.key] : record.past;
  return unique(keys.filter((key) => !next.includes(key))).slice(-PAST_LIMIT);
}

/** The keys of a tombstone: everything that stood here, and who took it back. */
export const buriedOf = (record: SiteRecord | undefined, recalled: string[]): string[] =>
  unique([...pastOf(record, []), ...recalled]).slice(-PAST_LIMIT);

const unique = (keys: string[]): string[] => [...new Set(keys)];
