import { type Kysely, sql } from 'kysely';

/** What a screen lacks is told by epochs: when an item came, and when what is said of a screen itself changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table screen_item add column shown_epoch bigint not null default 0`.execute(db);
  await sql`comment on column screen_item.shown_epoch is 'the first epoch with it'`.execute(db);
  await sql`create index screen_item_gone on screen_item (target_id, retracted_epoch) where retracted_epoch is not null`.execute(
    db,
  );
  await sql`alter table screen add column card_version bigint not null default 0`.execute(db);
  // A group's name and settings are part of its manifest.
  await sql`
    create function hub_group_settings() returns trigger language plpgsql as $$
    declare told bigint;
    begin
      update screen_group set changed_at = hub_now(),
        epoch = greatest(epoch + 1, (extract(epoch from hub_now()) * 1000)::bigint)
      where target_id = new.id returning epoch into told;
      if told is not null then
        perform pg_notify('hub_screens', json_build_object('kind', 'changed', 'targetId', new.id, 'epoch', told)::text);
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger target_of_screens after update of name, settings on target for each row
    when (old.name is distinct from new.name or old.settings is distinct from new.settings)
    execute function hub_group_settings()`.execute(db);
}
