import { sql } from 'kysely';
import { canonicalJson } from '../platform/hash.js';
import type { Db, Tx } from '../store/database.js';

/** Where an entry stands in the order of sealing: by transaction, then by id. */
export interface Position {
  txid: string;
  id: string;
}

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

/** The text that is hashed for an entry: canonical JSON of everything that the row holds. */
export function leafText(row: LeafRow): string {
  return canonicalJson({
    txid: row.txid,
    id: row.id,
    at: row.at,
    office: row.office_id,
    actor: row.actor,
    kind: row.kind,
    announcement: row.announcement_id,
    subject: row.subject_id,
    data: JSON.parse(row.data) as unknown,
  });
}

const columns = sql`
  txid::text as txid, id::text as id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  office_id, actor, kind, announcement_id, subject_id, data::text as data`;

/**
 * The next entries behind `after` that no open transaction can still precede, in sealing order. An id taken by a slow
 * writer lies behind others that are committed already, so ids alone would lose it; below the snapshot's xmin nothing
 * can appear any more.
 */
export async function settledEntries(db: Db | Tx, after: Position, limit: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select ${columns} from ledger_entry
    where (txid, id) > (${after.txid}::text::xid8, ${after.id}::bigint) and txid < pg_snapshot_xmin(pg_current_snapshot())
    order by ledger_entry.txid, ledger_entry.id limit ${limit}`.execute(db);
  return rows;
}

/** How many entries lie behind `after`, sealable or not, and how old the oldest is in milliseconds. */
export async function tailBehind(
  db: Db | Tx,
  after: Position,
): Promise<{ entries: number; oldestMs: number }> {
  const { rows } = await sql<{ entries: number; oldest: number | null }>`
    select count(*)::int as entries, extract(epoch from hub_now() - min(at))::float8 * 1000 as oldest from ledger_entry
    where (txid, id) > (${after.txid}::text::xid8, ${after.id}::bigint)`.execute(db);
  return { entries: rows[0]?.entries ?? 0, oldestMs: Math.max(0, rows[0]?.oldest ?? 0) };
}
