import { type Kysely, sql } from 'kysely';

/** A target's daily limit, counted by the office's days. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function hub_today() returns date language sql stable
    as $$ select (hub_now() at time zone 'Asia/Shanghai')::date $$`.execute(db);
  await sql`comment on function hub_today() is 'the day in the office'`.execute(db);
  await sql`alter table target add column per_day integer check (per_day > 0)`.execute(db);
  await sql`alter table target_flow add column day date, add column day_used integer not null default 0`.execute(
    db,
  );
  await sql`comment on column target_flow.day_used is 'deliveries that were queued on that day'`.execute(db);
}
