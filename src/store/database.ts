import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type pg from 'pg';
import type { Schema } from './schema.js';

export type Db = Kysely<Schema>;
export type Tx = Transaction<Schema>;
/** Nest's token for the application's database. */
export const DATABASE = Symbol('database');
/** Nest's token for the pg pool beneath it. */
export const POOL = Symbol('pool');

export function createDatabase(pool: pg.Pool): Db {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** Who acts, as the ledger writes it. */
export type Actor = `member:${string}` | `system:${string}` | `screen:${string}` | `operator:${string}`;

/** A transaction whose ledger entries, also those that triggers write, name `actor`. */
export async function transact<T>(db: Db, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('hub.actor', ${actor}, true)`.execute(tx);
    return work(tx);
  });
}

/** The database's clock. */
export async function databaseNow(db: Db | Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select hub_now() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database did not tell its time');
  return row.now;
}
