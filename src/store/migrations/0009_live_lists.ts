import { type Kysely, sql } from 'kysely';

/**
 * What a target shows, counted by category as it changes, so that a list costs the same however long it is: counting
 * its rows, with their versions for the category, takes longer the more there are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table delivery add column category text`.execute(db);
  await sql`comment on column delivery.category is 'its version''s; of publishes only'`.execute(db);
  // The owner fills in what the guard keeps everybody from changing: nothing but the new column is touched.
  await sql`alter table delivery disable trigger user`.execute(db);
  await sql`
    update delivery d set category = coalesce(v.content ->> 'category', '')
    from version v where v.id = d.version_id and d.operation = 'publish'`.execute(db);
  await sql`alter table delivery enable trigger user`.execute(db);
  await sql`
    create function delivery_category() returns trigger language plpgsql as $$
    begin
      new.category := (select coalesce(content ->> 'category', '') from version where id = new.version_id);
      return new;
    end $$`.execute(db);
  await sql`
    create trigger delivery_category before insert on delivery
    for each row when (new.operation = 'publish') execute function delivery_category()`.execute(db);

  await sql`drop index delivery_shown`.execute(db);
  const isShown = sql`operation = 'publish' and state in ('accepted', 'live')`;
  await sql`create index delivery_shown on delivery (target_id, publish_at desc, id desc) where ${isShown}`.execute(
    db,
  );
  await sql`
    create index delivery_shown_category on delivery (target_id, category, publish_at desc, id desc)
    where ${isShown}`.execute(db);

  await sql`
    create table shown_count (
      target_id uuid not null references target, category text not null, count integer not null check (count >= 0),
      primary key (target_id, category)
    )`.execute(db);
  await sql`
    insert into shown_count select target_id, category, count(*) from delivery where ${isShown} group by 1, 2`.execute(
    db,
  );
  // Its name puts it behind delivery_recorded, which has locked the targets' epochs: two writers never meet here.
  await sql`
    create function delivery_shown_count() returns trigger language plpgsql as $$
    begin
      if not exists (
        select from changed c join before b using (id)
        where c.operation = 'publish' and (c.state in ('accepted', 'live')) <> (b.state in ('accepted', 'live'))
      ) then
        return null;
      end if;
      insert into shown_count
        select target_id, category, 0 from changed where operation = 'publish' and state in ('accepted', 'live')
        group by 1, 2 on conflict do nothing;
      update shown_count s set count = s.count + d.change
      from (
        select target_id, category, sum(change) as change from (
          select target_id, category, 1 as change from changed where operation = 'publish' and state in ('accepted', 'live')
          union all
          select target_id, category, -1 from before where operation = 'publish' and state in ('accepted', 'live')
        ) moves group by 1, 2 having sum(change) <> 0
      ) d where s.target_id = d.target_id and s.category = d.category;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger delivery_shown_count after update on delivery referencing old table as before new table as changed
    for each statement execute function delivery_shown_count()`.execute(db);
}
