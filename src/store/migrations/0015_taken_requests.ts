import { type Kysely, sql } from 'kysely';

/** Requests that change something and came through a proxy, by the proxy's name for them, so that none is taken twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create unlogged table taken_request (id text primary key, at timestamptz not null default hub_now())`.execute(
    db,
  );
}
