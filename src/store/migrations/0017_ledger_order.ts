import { type Kysely, sql } from 'kysely';

/**
 * Where a transaction stands in the ledger's order, in two functions that the owner replaces when a ledger moves to
 * another PostgreSQL: that one counts its transactions from elsewhere (src/store/ledger-order.ts).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function hub_txid() returns xid8 language sql stable as $$ select pg_current_xact_id() $$`.execute(
    db,
  );
  await sql`
    create function hub_settled_before() returns xid8 language sql stable
    as $$ select pg_snapshot_xmin(pg_current_snapshot()) $$`.execute(db);
  await sql`comment on function hub_txid() is 'the running transaction, as ledger entries carry it'`.execute(
    db,
  );
  await sql`comment on function hub_settled_before() is 'below it no transaction is open: nothing can appear there any more'`.execute(
    db,
  );
  await sql`alter table ledger_entry alter column txid set default hub_txid()`.execute(db);
}
