import { type Kysely, sql } from 'kysely';

/** What the other sides say and allow: reports, quotas, turns, and words for people. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table report (
      target_id uuid not null references target, id text not null, ref text not null, message jsonb not null,
      at timestamptz not null default hub_now(), primary key (target_id, id)
    )`.execute(db);
  await sql`comment on column report.ref is 'the key of an item, or the other side''s name for it'`.execute(
    db,
  );
  await sql`comment on column report.id is 'the other side''s name for the report, so that it counts once'`.execute(
    db,
  );
  await sql`create index report_ref on report (target_id, ref, at)`.execute(db);
  await sql`
    create table quota_use (
      target_id uuid not null references target, name text not null, window_start timestamptz not null,
      used integer not null, primary key (target_id, name, window_start)
    )`.execute(db);
  await sql`
    create table turn (
      target_id uuid not null references target, name text not null, owner uuid not null, until timestamptz not null,
      primary key (target_id, name)
    )`.execute(db);
  await sql`comment on table turn is 'who runs something that only one process may run at a time, and until when'`.execute(
    db,
  );
  await sql`alter table channel_state add column encrypted boolean not null default false`.execute(db);
  await sql`alter table delivery add column last_words jsonb`.execute(db);
  await sql`alter table target add column paused_words jsonb`.execute(db);
  await sql`
    create index delivery_ref on delivery (target_id, (receipt ->> 'ref'))
    where state in ('sending', 'accepted', 'live', 'with_person')`.execute(db);
}
