import { type Kysely, sql } from 'kysely';

/**
 * Counts of what was released, by the office's day on which it was to go out. They follow from other tables: the hub
 * counts a day anew when the ledger says that something of it changed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table statistics_day (
      office_id uuid not null references office, day date not null,
      facet text not null check (facet in ('all', 'channel', 'department', 'category')), key text not null,
      items integer not null, corrections integer not null, deliveries integer not null, live integer not null,
      waiting integer not null, failed integer not null, failures integer not null,
      primary key (office_id, day, facet, key)
    )`.execute(db);
  await sql`comment on column statistics_day.failures is 'deliveries that failed or could not be confirmed at some time'`.execute(
    db,
  );
  await sql`
    create table statistics_speed (
      office_id uuid not null references office, day date not null, channel text not null, seconds integer not null,
      deliveries integer not null, primary key (office_id, day, channel, seconds)
    )`.execute(db);
  await sql`comment on column statistics_speed.seconds is 'from when it was to go out until it was live, to six in a hundred'`.execute(
    db,
  );
  await sql`
    create table statistics_clock (
      office_id uuid not null references office, day date not null, clock smallint not null, made date not null,
      published date not null, items integer not null, primary key (office_id, day, clock, made, published)
    )`.execute(db);
  await sql`comment on column statistics_clock.clock is 'within how many working days it has to be published'`.execute(
    db,
  );
  await sql`
    create table statistics_cursor (
      one boolean primary key default true check (one), txid xid8 not null, id bigint not null,
      counted_at timestamptz not null default hub_now(), behind boolean not null default true
    )`.execute(db);
  await sql`create index recall_request_decided on recall_request (office_id, decided_at) where decided_at is not null`.execute(
    db,
  );
}
