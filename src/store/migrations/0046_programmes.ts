import { type Kysely, sql } from 'kysely';

/** What groups of screens show when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table screen_programme (
      target_id uuid primary key references target, office_id uuid not null references office,
      plan jsonb not null, calendar jsonb not null, revision integer not null check (revision > 0),
      changed_by uuid not null references member, changed_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`comment on column screen_programme.calendar is 'the days of the years ahead that are not what their weekday says; kept up by the hub'`.execute(
    db,
  );
  // Another end of a window is news for the screens that have the item, and news are told by epochs.
  await sql`
    create or replace function delivery_window() returns trigger language plpgsql as $$
    declare
      fresh bigint;
    begin
      update target_epoch set epoch = epoch + 1 where target_id = new.target_id;
      if not exists (select from screen_item
          where key = new.item_key and target_id = new.target_id and retracted_at is null) then
        return null;
      end if;
      insert into screen_group as g (target_id, epoch)
      values (new.target_id, (extract(epoch from hub_now()) * 1000)::bigint)
      on conflict (target_id) do update set changed_at = hub_now(), epoch = greatest(g.epoch + 1, excluded.epoch)
      returning epoch into fresh;
      update screen_item set until = new.window_ends_at, shown_epoch = fresh
      where key = new.item_key and target_id = new.target_id and retracted_at is null;
      perform pg_notify('hub_screens', json_build_object('kind', 'changed', 'targetId', new.target_id, 'epoch', fresh)::text);
      return null;
    end $$`.execute(db);
}
