import { z } from 'zod';
import { Hash } from '../../contract/values.js';

/*
 * An archive, from the outside in: age under a passphrase, gzip, tar. In it, in this order:
 *
 *   hub.json             what it is and how its tables look (HubFacts)
 *   tables/T/000000.copy the rows of table T as COPY writes them, in parts
 *   keys/…               the hub's own keys, as they lie beside HUB_SECRETS
 *   shelf/…              blobs, served files, anchors
 *   sums/000000.sha256   now and then: the SHA-256 of the members before, as sha256sum writes and checks it
 *   manifest.json        last: how much of everything there is, and the hash over all sums (Manifest)
 */

export const FORMAT = 'tongbo-hub.v1';
export const FACTS = 'hub.json';
export const MANIFEST = 'manifest.json';
export const SUMS = 'sums/';
export const TABLES = 'tables/';
export const KEYS = 'keys/';
export const SHELF_FILES = 'shelf/';

export const HubFacts = z.object({
  format: z.literal(FORMAT),
  madeAt: z.iso.datetime(),
  /** The public origin of the hub that it was made from. */
  publicUrl: z.string(),
  /** Whether that hub went on working: what it did afterwards is not in here. */
  running: z.boolean(),
  migrations: z.array(z.string()).min(1),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
  /** Sequences and the last number that each gave out. */
  sequences: z.array(z.object({ name: z.string(), last: z.string() })),
});
export type HubFacts = z.infer<typeof HubFacts>;

export const Manifest = z.object({
  format: z.literal(FORMAT),
  members: z.int().nonnegative(),
  /** SHA-256 over all members of `sums/`, one after the other. */
  sums: Hash,
  tables: z.record(z.string(), z.object({ rows: z.int().nonnegative(), hash: Hash })),
  keys: z.int().nonnegative(),
  files: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
});
export type Manifest = z.infer<typeof Manifest>;

/** The table of a member `tables/T/000000.copy`. */
export const tableOf = (path: string): string | undefined =>
  /^tables\/([a-z_][a-z0-9_]*)\/\d{6,}\.copy$/.exec(path)?.[1];

export const partPath = (table: string, part: number): string =>
  `${TABLES}${table}/${String(part).padStart(6, '0')}.copy`;
