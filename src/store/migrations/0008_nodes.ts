import { type Kysely, sql } from 'kysely';

/** What several processes of one hub have to know of one another. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table node (
      id uuid primary key, name text not null, roles text[] not null, troubles jsonb not null default '{}',
      started_at timestamptz not null default hub_now(), seen_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`comment on table node is 'the processes of this hub that run now, as each says itself every few seconds'`.execute(
    db,
  );
  await sql`
    create table housekeeping (task text primary key, slot text not null, until timestamptz not null)`.execute(
    db,
  );
  await sql`comment on table housekeeping is 'which slot of a task''s schedule was taken last, and how long its taker may be at it'`.execute(
    db,
  );
  await sql`create table hub_keys (one boolean primary key default true check (one), fingerprint text not null)`.execute(
    db,
  );
  await sql`comment on table hub_keys is 'tells whether a process has the keys that this database is used with'`.execute(
    db,
  );
}
