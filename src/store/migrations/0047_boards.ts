import { type Kysely, sql } from 'kysely';

/** 去向牌: where people are, as the wall shows it. Everything about a person goes with the entry. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table board (
      id uuid primary key, office_id uuid not null references office,
      name text not null check (name <> ''),
      reset_at text not null check (reset_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
      reset_to text not null check (reset_to in ('in', 'unknown')),
      created_at timestamptz not null default hub_now(),
      unique (office_id, id)
    )`.execute(db);
  await sql`
    create table board_group (
      board_id uuid not null references board on delete cascade,
      target_id uuid not null references target,
      primary key (board_id, target_id)
    )`.execute(db);
  await sql`create index board_group_of on board_group (target_id)`.execute(db);
  await sql`
    create table board_entry (
      id uuid primary key, office_id uuid not null, board_id uuid not null,
      position integer not null, name text not null check (name <> ''), post text not null, duties text not null,
      photo bytea, photo_hash text,
      state text check (state in ('in', 'out', 'meeting', 'trip', 'training', 'leave', 'duty')),
      note text, until timestamptz, stated_at timestamptz,
      foreign key (office_id, board_id) references board (office_id, id) on delete cascade,
      check ((photo is null) = (photo_hash is null)),
      check ((state is null) = (stated_at is null)),
      check (state is not null or (note is null and until is null))
    )`.execute(db);
  await sql`comment on column board_entry.photo is 'here and not among the blobs, so that it is gone with the entry'`.execute(
    db,
  );
  await sql`create index board_entry_of on board_entry (board_id, position)`.execute(db);
  await sql`create index board_entry_photo on board_entry (photo_hash) where photo_hash is not null`.execute(
    db,
  );
  await sql`
    create table board_keeper (
      entry_id uuid not null references board_entry on delete cascade,
      member_id uuid not null references member,
      primary key (entry_id, member_id)
    )`.execute(db);
  await sql`create index board_keeper_of on board_keeper (member_id)`.execute(db);
}
