import { sql } from 'kysely';
import type { AnnouncementRecord, DeliveryDetail, RecallProgress } from '../../contract/api.js';
import type { DeliveryState, LocalizedText } from '../../contract/values.js';
import type { Db } from '../../store/database.js';
import { iso } from '../../store/iso.js';

/** An entry of the ledger, to be found there by its id. Instants are ISO 8601. */
export interface EntryFacts {
  id: string;
  at: string;
  kind: string;
  actor: string;
  /** Of a member. */
  name: string | null;
  target: string | null;
  /** The seal's number; null while the entry waits for its seal. */
  seal: string | null;
}

export interface SealFacts {
  number: string;
  root: string;
  hash: string;
  entries: string;
  sealedAt: string;
}

/** Something of the announcement that is out, or about to be, and is no part of this recall. */
export interface OutsideFacts {
  target: string;
  state: DeliveryState;
  versionId: string;
  version: number;
  liveAt: string | null;
  url: string | null;
}

/** What was out at a place, by the delivery that took it back. */
export interface OutFacts {
  version: number;
  liveAt: string | null;
  url: string | null;
}

export interface VersionFacts {
  id: string;
  number: number;
  hash: string;
  title: string;
  issuer: string;
  docNo?: string | undefined;
  indexNo?: string | undefined;
}

/** Everything that the document tells of. */
export interface ProofFacts {
  office: string;
  progress: RecallProgress;
  /** The versions that were out where it was taken back, or were about to be. */
  versions: readonly VersionFacts[];
  reviews: AnnouncementRecord['versions'];
  /** By the id of the delivery in `progress`. */
  stories: ReadonlyMap<string, DeliveryDetail>;
  out: ReadonlyMap<string, OutFacts>;
  /** The channels' names, by id. */
  channels: ReadonlyMap<string, LocalizedText>;
  /** When a screen was last heard of, by its id. */
  lastSeen: ReadonlyMap<string, string>;
  outside: readonly OutsideFacts[];
  entries: readonly EntryFacts[];
  seals: readonly SealFacts[];
}

/** The items of a recall: their keys, and what of each had been sent. */
export async function itemsOf(
  db: Db,
  recallId: string,
): Promise<{ deliveryId: string; targetId: string; key: string; versionId: string; out: OutFacts }[]> {
  const { rows } = await sql<{
    id: string;
    target_id: string;
    item_key: string;
    version_id: string;
    version: number;
    live_at: string | null;
    url: string | null;
  }>`
    select d.id, d.target_id, d.item_key, d.version_id, v.number as version,
      (select ${iso(sql`min(p.live_at)`)} from delivery p
        where p.announcement_id = d.announcement_id and p.item_key = d.item_key and p.operation <> 'recall') as live_at,
      coalesce(d.url, (select p.url from delivery p
        where p.announcement_id = d.announcement_id and p.item_key = d.item_key and p.operation <> 'recall'
          and p.url is not null order by p.seq desc limit 1)) as url
    from delivery d join version v on v.id = d.version_id
    where d.recall_id = ${recallId} order by d.id`.execute(db);
  return rows.map(({ id, target_id, item_key, version_id, version, live_at, url }) => ({
    deliveryId: id,
    targetId: target_id,
    key: item_key,
    versionId: version_id,
    out: { version, liveAt: live_at, url },
  }));
}

export async function versionsOf(db: Db, ids: readonly string[]): Promise<VersionFacts[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('version')
    .select(['id', 'number', 'hash', 'content'])
    .where('id', 'in', [...new Set(ids)])
    .orderBy('number')
    .execute();
  return rows.map(({ id, number, hash, content: { title, issuer, docNo, indexNo } }) => ({
    id,
    number,
    hash,
    title,
    issuer,
    docNo,
    indexNo,
  }));
}

/** What is out of the announcement, or about to be, beside these items. */
export async function outsideOf(
  db: Db,
  announcementId: string,
  keys: readonly string[],
): Promise<OutsideFacts[]> {
  const { rows } = await sql<OutsideFacts>`
    select t.name as target, d.state, v.id as "versionId", v.number as version, ${iso(sql`d.live_at`)} as "liveAt", d.url
    from delivery d join target t on t.id = d.target_id join version v on v.id = d.version_id
    where d.announcement_id = ${announcementId} and d.operation <> 'recall'
      and d.state in ('held', 'scheduled', 'queued', 'sending', 'accepted', 'live', 'missing', 'unconfirmed')
      and d.item_key <> all(${[...keys]}::uuid[])
    order by t.name, d.id`.execute(db);
  return rows;
}

/** Steps on the way that say nothing about the outcome: a recall of 200 places would have a thousand of them. */
const onTheWay = [
  'delivery.held',
  'delivery.scheduled',
  'delivery.queued',
  'delivery.sending',
  'delivery.accepted',
];

/** The entries about these subjects and these versions' reviews, in sealing order. */
export async function entriesAbout(
  db: Db,
  announcementId: string,
  { subjects, versions }: { subjects: readonly string[]; versions: readonly string[] },
): Promise<EntryFacts[]> {
  const { rows } = await sql<EntryFacts>`
    select e.id::text as id, ${iso(sql`e.at`)} as at, e.kind, e.actor, m.name, t.name as target, s.number::text as seal
    from ledger_entry e
      left join member m on e.actor = 'member:' || m.id
      left join target t on t.id::text = e.data ->> 'target'
      left join lateral (
        select * from seal where (to_txid, to_id) >= (e.txid, e.id) order by to_txid, to_id limit 1
      ) s on (s.from_txid, s.from_id) <= (e.txid, e.id)
    where e.announcement_id = ${announcementId} and e.kind <> all(${onTheWay}::text[])
      and not (e.kind = 'delivery.created' and e.data ->> 'operation' is distinct from 'recall')
      and (e.subject_id = any(${[...subjects]}::uuid[]) or e.subject_id = any(${[...versions]}::uuid[])
        or e.kind like 'decision.%' and e.data ->> 'version' = any(${[...versions]}::text[]))
    order by e.txid, e.id`.execute(db);
  return rows;
}

export async function sealsOf(db: Db, numbers: readonly string[]): Promise<SealFacts[]> {
  const { rows } = await sql<SealFacts>`
    select number::text as number, root, hash, entries::text as entries, ${iso(sql`sealed_at`)} as "sealedAt"
    from seal where number = any(${[...numbers]}::bigint[]) order by seal.number`.execute(db);
  return rows;
}

/** The deliveries that sent these items, so that their entries are found. */
export async function sendersOf(db: Db, announcementId: string, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('delivery')
    .select('id')
    .where('announcement_id', '=', announcementId)
    .where('item_key', 'in', [...keys])
    .where('operation', '<>', 'recall')
    .execute();
  return rows.map(({ id }) => id);
}
