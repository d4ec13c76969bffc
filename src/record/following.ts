import { sql } from 'kysely';
import { z } from 'zod';
import { Json } from '../contract/values.js';
import type { Tx } from '../store/database.js';
import type { Position } from './entries.js';

/** An entry as those read it who act on what it says. */
export interface FollowedEntry {
  officeId: string;
  actor: string;
  kind: string;
  announcementId: string | null;
  subjectId: string | null;
  data: Record<string, Json>;
  at: Date;
}

const Data = z.record(z.string(), Json);

/**
 * The next `limit` settled entries behind a position, in sealing order: those among them that `wanted` (a condition on
 * `e`) picks, and where the stretch ends. Undefined when nothing is settled there. Entries that nobody wants are
 * stepped over in the index.
 */
export async function follow(
  tx: Tx,
  { txid, id }: Position,
  wanted: ReturnType<typeof sql>,
  limit: number,
): Promise<{ entries: FollowedEntry[]; end: Position; passed: number } | undefined> {
  const behind = sql`(txid, id) > (${txid}::text::xid8, ${id}::bigint)`;
  const { rows: ends } = await sql<Position & { passed: number }>`
    select txid::text as txid, id::text as id, passed::int from (
      select txid, id, count(*) over () as passed from (
        select txid, id from ledger_entry where ${behind} and txid < hub_settled_before()
        order by ledger_entry.txid, ledger_entry.id limit ${limit}) stretch) counted
    order by counted.txid desc, counted.id desc limit 1`.execute(tx);
  const [end] = ends;
  if (!end) return undefined;
  const { rows } = await sql<Omit<FollowedEntry, 'data'> & { data: unknown }>`
    select e.office_id as "officeId", e.actor, e.kind, e.announcement_id as "announcementId",
      e.subject_id as "subjectId", e.data, e.at
    from ledger_entry e
    where ${behind} and (txid, id) <= (${end.txid}::text::xid8, ${end.id}::bigint) and (${wanted})
    order by e.txid, e.id`.execute(tx);
  const entries = rows.map(({ data, ...row }) => ({ ...row, data: Data.parse(data) }));
  return { entries, end: { txid: end.txid, id: end.id }, passed: end.passed };
}
