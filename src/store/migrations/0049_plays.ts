import { type Kysely, sql } from 'kysely';

/**
 * What screens have shown. Each play is kept for a while, so that it counts once however often it is told; what
 * reports need is counted by the day, for good: a hundred screens make 300 million plays a year, and some 700,000
 * rows of days.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table screen_play (
      screen_id uuid not null references screen, id uuid not null, item_key uuid not null references screen_item,
      began_at timestamptz not null, ms integer not null check (ms between 0 and 86400000),
      pages integer not null check (pages > 0), whole boolean not null,
      primary key (screen_id, id)
    )`.execute(db);
  await sql`comment on column screen_play.id is 'given by the player, of version 7: later plays stand behind earlier ones'`.execute(
    db,
  );
  // Rows come nearly in the order of their time, and leave in it.
  await sql`create index screen_play_time on screen_play using brin (began_at) with (pages_per_range = 32)`.execute(
    db,
  );
  await sql`
    create table screen_play_day (
      office_id uuid not null references office, day date not null,
      item_key uuid not null references screen_item, screen_id uuid not null references screen,
      plays integer not null, whole integer not null, ms bigint not null,
      first_at timestamptz not null, last_at timestamptz not null,
      primary key (office_id, day, item_key, screen_id)
    ) with (fillfactor = 80)`.execute(db);
  await sql`comment on column screen_play_day.day is 'on which the play began, in Asia/Shanghai'`.execute(db);
}
