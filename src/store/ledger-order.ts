import { sql, type Kysely, type Transaction } from 'kysely';

/**
 * Makes new entries of the ledger stand behind those that are there, as the owner. A ledger that came from another
 * PostgreSQL carries that one's transaction ids, and this one may count far below them: its own are moved up by what is
 * missing, in the two functions through which the ledger sees them. On a ledger that was written here nothing changes.
 */
export async function continueLedger(db: Kysely<unknown>): Promise<void> {
  // Beside other writers an entry of a younger transaction looks the same for a moment; only under the lock it counts.
  if (!(await isAhead(db))) return;
  await db.transaction().execute(async (tx) => {
    await sql`lock table ledger_entry, seal in exclusive mode`.execute(tx);
    if (await isAhead(tx)) await moveUp(tx);
  });
}

const newest = sql`greatest(
  (select txid from ledger_entry order by txid desc, id desc limit 1),
  (select to_txid from seal order by to_txid desc, to_id desc limit 1))`;

async function isAhead(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql<{ ahead: boolean | null }>`select ${newest} >= hub_txid() as ahead`.execute(db);
  return rows[0]?.ahead === true;
}

async function moveUp(tx: Transaction<unknown>): Promise<void> {
  const { rows } = await sql<{ last: string; here: string }>`
    select ${newest}::text as last, pg_current_xact_id()::text as here`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('the database did not say where its ledger ends');
  const by = sql.lit(String(BigInt(row.last) - BigInt(row.here) + 1n));
  const moved = (what: string) =>
    sql`$$ select (${sql.raw(what)}::text::numeric + ${by}::numeric)::text::xid8 $$`;
  await sql`
    create or replace function hub_txid() returns xid8 language sql stable
    as ${moved('pg_current_xact_id()')}`.execute(tx);
  await sql`
    create or replace function hub_settled_before() returns xid8 language sql stable
    as ${moved('pg_snapshot_xmin(pg_current_snapshot())')}`.execute(tx);
}
