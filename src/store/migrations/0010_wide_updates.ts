import { type Kysely, sql } from 'kysely';

const isShown = (row: string) => sql.raw(`${row}.state in ('accepted', 'live')`);

/**
 * One function does what follows an update of deliveries: their ledger entries, and for the targets whose items changed
 * a new epoch and new counts; and it refuses transitions that the table does not list, once a statement instead of once
 * a row. Joining the rows before with the rows after is planned once a session, from the few rows
 * of the first call; without nested loops it costs in step with the rows also when thousands change together.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger delivery_shown_count on delivery`.execute(db);
  await sql`drop trigger delivery_transition on delivery`.execute(db);
  await sql`drop function delivery_transition()`.execute(db);
  await sql`alter table delivery drop column updated_at`.execute(db);
  await sql`
    create function delivery_start() returns trigger language plpgsql as $$
    begin
      raise exception 'a delivery starts held or scheduled, not %', new.state using errcode = 'check_violation';
    end $$`.execute(db);
  await sql`
    create trigger delivery_start before insert on delivery
    for each row when (new.state not in ('held', 'scheduled')) execute function delivery_start()`.execute(db);
  await sql`drop function delivery_shown_count()`.execute(db);
  await sql`
    create or replace function delivery_recorded() returns trigger language plpgsql set enable_nestloop = off as $$
    declare
      who text := coalesce(nullif(current_setting('hub.actor', true), ''), 'system:deliver');
      targets uuid[];
      moved record;
      wrong record;
    begin
      if tg_op = 'INSERT' then
        insert into ledger_entry (office_id, actor, kind, announcement_id, subject_id, data)
        select office_id, who, 'delivery.created', announcement_id, id, jsonb_build_object(
          'operation', operation, 'state', state, 'target', target_id, 'release', release_id, 'version', version_id,
          'rendition', rendition_hash, 'publishAt', publish_at)
          || case when gone_reason is null then '{}'::jsonb else jsonb_build_object('reason', gone_reason) end
        from changed order by id;
        return null;
      end if;
      select c.operation, b.state as old, c.state as new into wrong
      from changed c join before b using (id)
        left join transition t on t.operation = b.operation and t.from_state = b.state and t.to_state = c.state
      where c.state <> b.state and t.operation is null limit 1;
      if found then
        raise exception 'a % may not go from % to %', wrong.operation, wrong.old, wrong.new using errcode = 'check_violation';
      end if;
      insert into ledger_entry (office_id, actor, kind, announcement_id, subject_id, data)
      select c.office_id, who, 'delivery.' || c.state, c.announcement_id, c.id, jsonb_strip_nulls(jsonb_build_object(
        'operation', c.operation, 'from', b.state, 'target', c.target_id, 'rendition', c.rendition_hash,
        'fence', c.fence, 'url', case when c.state in ('live', 'accepted', 'done') then c.url end,
        'reason', case when c.state in ('gone', 'cancelled', 'done') then c.gone_reason end))
      from changed c join before b using (id) where c.state <> b.state order by c.id;
      targets := array(
        select distinct c.target_id from changed c join before b using (id)
        where c.operation = 'publish' and (${isShown('c')}) <> (${isShown('b')}));
      if targets = '{}' then
        return null;
      end if;
      -- In one order, so that two writers who move items of the same targets never wait for each other.
      perform from target_epoch where target_id = any(targets) order by target_id for update;
      update target_epoch set epoch = epoch + 1 where target_id = any(targets);
      for moved in
        select target_id, category, sum(change)::integer as total from (
          select c.target_id, c.category, 1 as change from changed c where c.operation = 'publish' and ${isShown('c')}
          union all
          select b.target_id, b.category, -1 from before b where b.operation = 'publish' and ${isShown('b')}
        ) moves group by 1, 2 having sum(change) <> 0
      loop
        update shown_count set count = count + moved.total
        where target_id = moved.target_id and category = moved.category;
        if not found then
          insert into shown_count values (moved.target_id, moved.category, moved.total);
        end if;
      end loop;
      return null;
    end $$`.execute(db);
}
