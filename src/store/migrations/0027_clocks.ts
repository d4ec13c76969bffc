import { type Kysely, sql } from 'kysely';

/** Working days that an office entered, the windows of its public notices (公示), and objections to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table workday_year (
      office_id uuid not null references office, year integer not null check (year between 2000 and 2199),
      status text not null check (status in ('official', 'provisional', 'none')), days jsonb not null, note text not null,
      revision integer not null check (revision > 0), changed_by uuid not null references member,
      changed_at timestamptz not null default hub_now(), primary key (office_id, year)
    )`.execute(db);
  await sql`comment on table workday_year is 'a year that nobody entered is as the hub came with it'`.execute(
    db,
  );
  await sql`alter table announcement add column notice_days smallint check (notice_days between 5 and 60)`.execute(
    db,
  );
  await notices(db);
  await objections(db);
  await windows(db);
}

async function notices(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notice (
      id uuid primary key, office_id uuid not null references office,
      announcement_id uuid not null references announcement, days smallint not null check (days between 5 and 60),
      by_default boolean not null, published_at timestamptz not null, ends_at timestamptz not null,
      created_at timestamptz not null default hub_now(), closed_at timestamptz, closed_by uuid references member,
      outcome text check (outcome in ('no_objection', 'objections_settled', 'restarted')),
      check (ends_at > published_at), check ((closed_at is null) = (outcome is null))
    )`.execute(db);
  await sql`comment on column notice.by_default is 'nobody named an end: it follows from the days'`.execute(
    db,
  );
  await sql`create unique index notice_open on notice (announcement_id) where closed_at is null`.execute(db);
  await sql`create index notice_announcement on notice (announcement_id, created_at)`.execute(db);
}

async function objections(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table objection (
      id uuid primary key, office_id uuid not null references office, notice_id uuid not null references notice,
      received_at timestamptz not null, way text not null check (way in ('phone', 'letter', 'visit', 'online')),
      sealed text not null, hash text not null, recorded_by uuid not null references member,
      recorded_at timestamptz not null default hub_now(), finding text check (finding in ('founded', 'unfounded')),
      sealed_result text, result_hash text, settled_by uuid references member, settled_at timestamptz,
      check ((settled_at is null) = (finding is null) and (settled_at is null) = (sealed_result is null)
        and (settled_at is null) = (result_hash is null) and (settled_at is null) = (settled_by is null))
    )`.execute(db);
  await sql`comment on column objection.sealed is 'what was said and by whom: encrypted with the hub''s key, bound to the row'`.execute(
    db,
  );
  await sql`create index objection_notice on objection (notice_id, received_at)`.execute(db);
}

/**
 * Another end of a window is another end of the item on the screens, in the same transaction: whoever shows it by
 * itself has to learn of it, and lists that were built before are old.
 */
async function windows(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function delivery_window() returns trigger language plpgsql as $$
    declare
      fresh bigint;
    begin
      update target_epoch set epoch = epoch + 1 where target_id = new.target_id;
      update screen_item set until = new.window_ends_at
      where key = new.item_key and target_id = new.target_id and retracted_at is null;
      if not found then
        return null;
      end if;
      insert into screen_group as g (target_id, epoch)
      values (new.target_id, (extract(epoch from hub_now()) * 1000)::bigint)
      on conflict (target_id) do update set changed_at = hub_now(), epoch = greatest(g.epoch + 1, excluded.epoch)
      returning epoch into fresh;
      perform pg_notify('hub_screens', json_build_object('kind', 'changed', 'targetId', new.target_id, 'epoch', fresh)::text);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger delivery_window after update of window_ends_at on delivery
    for each row when (old.window_ends_at is distinct from new.window_ends_at) execute function delivery_window()`.execute(
    db,
  );
}
