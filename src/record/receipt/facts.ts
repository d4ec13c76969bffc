import { sql } from 'kysely';
import { z } from 'zod';
import { HubError } from '../../contract/errors.js';
import { Id, type AssetRef } from '../../contract/values.js';
import type { Renditions } from '../../intake/index.js';
import type { Db, Tx } from '../../store/database.js';
import type { Leaf } from '../entries.js';

/** A file that belongs to a version: in its content, or made for a target. */
export interface FileFacts {
  version: string;
  /** `content`, or the target's id. */
  in: string;
  hash: string;
  name: string;
  mediaType: string;
  size: number;
}

/** Names beside the ids. The ledger holds no names, so only the signature answers for them. */
export interface Names {
  members: { id: string; name: string }[];
  targets: { id: string; name: string; channel: string }[];
}

export interface Subject {
  announcement: { id: string; title: string; slug: string | null };
  office: { id: string; name: string };
}

/** @throws HubError `not_found`, `wrong_state` when nothing of it was ever released */
export async function subjectOf(db: Db | Tx, officeId: string, id: string): Promise<Subject> {
  const row = await db
    .selectFrom('announcement as a')
    .innerJoin('office as o', 'o.id', 'a.office_id')
    .select(['a.title', 'a.slug', 'o.name'])
    .where('a.id', '=', id)
    .where('a.office_id', '=', officeId)
    .executeTakeFirst();
  if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
  const released = await db
    .selectFrom('release as r')
    .innerJoin('version as v', 'v.id', 'r.version_id')
    .select('v.content')
    .where('r.announcement_id', '=', id)
    .orderBy('r.released_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!released) throw new HubError('wrong_state', 'it was not released yet: there is nothing to attest');
  return {
    announcement: { id, title: released.content.title, slug: row.slug },
    office: { id: officeId, name: row.name },
  };
}

/** Who decided without being at the hub. */
const Signed = z.object({
  signer: Id.optional(),
  behalf: z.string().optional(),
  paper: z.object({ recordedBy: z.string() }).optional(),
});

function signersIn({ kind, data }: Leaf): string[] {
  if (!kind.startsWith('decision.')) return [];
  const { signer, paper, behalf } = Signed.parse(data);
  const named = [paper?.recordedBy, behalf].map((actor) => actor?.slice('member:'.length));
  return [signer, ...named].filter((id) => id !== undefined);
}

export async function namesIn(tx: Tx, announcementId: string, leaves: readonly Leaf[]): Promise<Names> {
  const actors = leaves.map(({ actor }) => actor).filter((actor) => actor.startsWith('member:'));
  const named = [...actors.map((actor) => actor.slice('member:'.length)), ...leaves.flatMap(signersIn)];
  const ids = [...new Set(named)].sort();
  const members = await tx
    .selectFrom('member')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .execute();
  const targets = await tx
    .selectFrom('rendition as r')
    .innerJoin('version as v', 'v.id', 'r.version_id')
    .innerJoin('target as t', 't.id', 'r.target_id')
    .select(['t.id', 't.name', 't.channel'])
    .distinct()
    .where('v.announcement_id', '=', announcementId)
    .orderBy('t.id')
    .execute();
  return { members, targets };
}

/** The files of these versions. Those of a rendition that was erased are left out. */
export async function filesOf(db: Db, ids: readonly string[], renditions: Renditions): Promise<FileFacts[]> {
  const versions = await db
    .selectFrom('version')
    .select(['id', 'content'])
    .where('id', 'in', ids)
    .orderBy('number')
    .execute();
  const made = await db
    .selectFrom('rendition as r')
    .innerJoin('version as v', 'v.id', 'r.version_id')
    .select(['r.version_id', 'r.target_id', 'r.hash'])
    .where('v.id', 'in', ids)
    .orderBy('v.number')
    .orderBy('r.target_id')
    .execute();
  const files = versions.flatMap(({ id, content }) =>
    [...content.pictures, ...content.attachments].map((file) => fileFacts(id, 'content', file)),
  );
  for (const { version_id, target_id, hash } of made)
    for (const file of await assetsOf(renditions, hash)) files.push(fileFacts(version_id, target_id, file));
  return files;
}

async function assetsOf(renditions: Renditions, hash: string): Promise<AssetRef[]> {
  try {
    return (await renditions.read(hash)).assets;
  } catch (error) {
    if (error instanceof HubError && error.code === 'not_found') return [];
    throw error;
  }
}

function fileFacts(version: string, place: string, { hash, name, mediaType, size }: AssetRef): FileFacts {
  return { version, in: place, hash, name, mediaType, size };
}
