import { sql } from 'kysely';
import { z } from 'zod';
import { Json } from '../contract/values.js';
import type { Db, Tx } from '../store/database.js';
import { canonicalOf, dataOf } from './jsonb.js';

/** Where an entry stands in the order of sealing: by transaction, then by id. */
export const Position = z.object({ txid: z.string(), id: z.string() });
export type Position = z.infer<typeof Position>;

export const START: Position = { txid: '0', id: '0' };

/** An entry as its leaf is computed from it. `at` has microseconds, `data` is the JSON text of the row. */
export interface LeafRow extends Position {
  at: string;
  office_id: string;
  actor: string;
  kind: string;
  announcement_id: string | null;
  subject_id: string | null;
  data: string;
}

/** What is hashed for an entry: everything that its row holds. */
export const Leaf = Position.extend({
  at: z.string(),
  office: z.string(),
  actor: z.string(),
  kind: z.string(),
  announcement: z.string().nullable(),
  subject: z.string().nullable(),
  data: Json,
});
export type Leaf = z.infer<typeof Leaf>;

export function leafOf(row: LeafRow): Leaf {
  return {
    txid: row.txid,
    id: row.id,
    at: row.at,
    office: row.office_id,
    actor: row.actor,
    kind: row.kind,
    announcement: row.announcement_id,
    subject: row.subject_id,
    data: dataOf(row.data),
  };
}

/**
 * The text that is hashed: the leaf's canonical JSON, put together by hand because a ledger has millions of them. Ids and
 * times hold nothing that JSON escapes.
 */
export function leafText(row: LeafRow): string {
  const about = `"announcement":${idText(row.announcement_id)},"at":"${row.at}","data":${canonicalOf(row.data)}`;
  const rest = `"office":"${row.office_id}","subject":${idText(row.subject_id)},"txid":"${row.txid}"`;
  return `{"actor":${JSON.stringify(row.actor)},${about},"id":"${row.id}","kind":${JSON.stringify(row.kind)},${rest}}`;
}

const idText = (id: string | null): string => (id === null ? 'null' : `"${id}"`);

// Years before our era are told apart; to_char writes them like those after it.
const columns = sql`
  txid::text as txid, id::text as id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || case when at < timestamptz '0001-01-01 00:00:00+00' then ' BC' else '' end as at,
  office_id, actor, kind, announcement_id, subject_id, data::text as data`;

const behind = ({ txid, id }: Position) => sql`(txid, id) > (${txid}::text::xid8, ${id}::bigint)`;

/** The next entries behind `after`, in sealing order, sealable or not. */
export async function entriesBehind(db: Db | Tx, after: Position, limit: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select ${columns} from ledger_entry where ${behind(after)}
    order by ledger_entry.txid, ledger_entry.id limit ${limit}`.execute(db);
  return rows;
}

/**
 * The next entries behind `after` that no open transaction can still precede, in sealing order. An id taken by a slow
 * writer lies behind others that are committed already, so ids alone would lose it; below `hub_settled_before` (the
 * snapshot's xmin) nothing can appear any more.
 */
export async function settledEntries(db: Db | Tx, after: Position, limit: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select ${columns} from ledger_entry
    where ${behind(after)} and txid < hub_settled_before()
    order by ledger_entry.txid, ledger_entry.id limit ${limit}`.execute(db);
  return rows;
}

/** The entries of a sealed range, its ends included, in sealing order. */
export async function entriesBetween(db: Db | Tx, from: Position, to: Position): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select ${columns} from ledger_entry
    where (txid, id) >= (${from.txid}::text::xid8, ${from.id}::bigint)
      and (txid, id) <= (${to.txid}::text::xid8, ${to.id}::bigint)
    order by ledger_entry.txid, ledger_entry.id`.execute(db);
  return rows;
}

/** Everything about one announcement in sealing order, each with the number of the seal that covers it. */
export async function entriesOf(
  db: Db | Tx,
  officeId: string,
  announcementId: string,
): Promise<(LeafRow & { seal: string | null })[]> {
  const { rows } = await sql<LeafRow & { seal: string | null }>`
    select e.*, s.number::text as seal from (
        select ${columns}, txid as place from ledger_entry
        where office_id = ${officeId} and announcement_id = ${announcementId}
      ) e left join lateral (
        select * from seal where (to_txid, to_id) >= (e.place, e.id::bigint) order by to_txid, to_id limit 1
      ) s on (s.from_txid, s.from_id) <= (e.place, e.id::bigint)
    order by e.place, e.id::bigint`.execute(db);
  return rows.map(({ seal, ...row }) => ({ ...row, seal }));
}

/** How many entries lie behind `after`, sealable or not, and how old the oldest is in milliseconds. */
export async function tailBehind(
  db: Db | Tx,
  after: Position,
): Promise<{ entries: number; oldestMs: number }> {
  const { rows } = await sql<{ entries: number; oldest: number | null }>`
    select count(*)::int as entries, extract(epoch from hub_now() - min(at))::float8 * 1000 as oldest from ledger_entry
    where ${behind(after)}`.execute(db);
  return { entries: rows[0]?.entries ?? 0, oldestMs: Math.max(0, rows[0]?.oldest ?? 0) };
}

/** Whether `row` lies behind `end` in sealing order. */
export function isBehind(row: Position, end: Position): boolean {
  const byTransaction = compareWhole(row.txid, end.txid);
  return byTransaction > 0 || (byTransaction === 0 && compareWhole(row.id, end.id) > 0);
}

/** Compares whole numbers in decimal; by their text as long as none is negative, which is ten times as fast. */
function compareWhole(a: string, b: string): number {
  if (a.startsWith('-') || b.startsWith('-')) return Number(BigInt(a) - BigInt(b));
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a > b ? 1 : -1;
}
