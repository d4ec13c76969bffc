import { type Kysely, sql } from 'kysely';

/** The public halves of keys that sign for the hub, so that a process with another key is found out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table hub_public_key (
      name text primary key, public_key text not null, since timestamptz not null default hub_now()
    )`.execute(db);
  await sql`comment on table hub_public_key is 'what the key folder''s keys of these names are; the first process to use one says so'`.execute(
    db,
  );
}
