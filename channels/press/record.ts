import { z } from 'zod';
import type { Files } from '../../src/contract/channel.js';
import { GoneReason, Hash, Instant } from '../../src/contract/values.js';
import { PressDocument } from './document.js';

/** Somebody whom a pack was meant for when it was sent; the list is frozen then. */
export const Recipient = z.strictObject({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  /** Had an earlier version, so that this one is a correction for them. */
  had: z.boolean(),
});
export type Recipient = z.infer<typeof Recipient>;

const OutRecord = z.strictObject({
  format: z.literal('press-pack.v1'),
  state: z.literal('out'),
  key: z.string(),
  version: z.int().positive(),
  rendition: Hash,
  /** The embargo ends. */
  publishAt: Instant,
  storedAt: Instant,
  recipients: z.array(Recipient),
  document: PressDocument,
  /** What this version corrects. */
  before: z.strictObject({ version: z.int().positive().optional(), document: PressDocument }).optional(),
  /** Deliveries whose pack stood here before: a late one must not bring its pack back. */
  past: z.array(z.string()),
});
export type OutRecord = z.infer<typeof OutRecord>;

const RecalledRecord = z.strictObject({
  format: z.literal('press-pack.v1'),
  state: z.literal('recalled'),
  key: z.string(),
  version: z.int().positive().optional(),
  reason: GoneReason,
  recalledAt: Instant,
  /** Not kept when the title itself must not be seen any more. */
  title: z.string().optional(),
  office: z.string(),
  recipients: z.array(Recipient),
  past: z.array(z.string()),
});
export type RecalledRecord = z.infer<typeof RecalledRecord>;

const PackRecord = z.discriminatedUnion('state', [OutRecord, RecalledRecord]);
export type PackRecord = z.infer<typeof PackRecord>;

const pathOf = (announcementId: string): string => `packs/${announcementId}.json`;

/** What stands for an announcement now. Rejects when the file is damaged. */
export async function readPack(files: Files, announcementId: string): Promise<PackRecord | undefined> {
  const bytes = await files.read(pathOf(announcementId));
  return bytes && PackRecord.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The one atomic write in which a pack appears, changes or goes. */
export const writePack = (files: Files, announcementId: string, record: PackRecord): Promise<void> =>
  files.write(pathOf(announcementId), JSON.stringify(PackRecord.parse(record)));

/** All deliveries that a record knows of, but for those that it is written for. */
export const pastOf = (record: PackRecord | undefined, now: string): string[] =>
  record ? [...new Set([...record.past, record.key])].filter((key) => key !== now).sort() : [];
