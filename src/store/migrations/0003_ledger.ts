import { type Kysely, sql } from 'kysely';

/** The ledger with its seals, and the triggers that write every transition of a delivery into it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ledger_entry (
      id bigint generated always as identity primary key, txid xid8 not null default pg_current_xact_id(),
      at timestamptz not null default hub_now(), office_id uuid not null references office, actor text not null,
      kind text not null, announcement_id uuid, subject_id uuid, data jsonb not null
    )`.execute(db);
  await sql`create index ledger_order on ledger_entry (txid, id)`.execute(db);
  await sql`create index ledger_announcement on ledger_entry (announcement_id, id) where announcement_id is not null`.execute(
    db,
  );
  await sql`create index ledger_office on ledger_entry (office_id, id desc)`.execute(db);
  await sql`
    create table seal (
      number bigint primary key, prev text not null unique, hash text not null unique, root text not null,
      from_txid xid8 not null, from_id bigint not null, to_txid xid8 not null, to_id bigint not null,
      entries bigint not null check (entries > 0), sealed_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`create index seal_range on seal (to_txid, to_id)`.execute(db);

  await sql`
    create function delivery_transition() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        if new.state not in ('held', 'scheduled') then
          raise exception 'a delivery starts held or scheduled, not %', new.state using errcode = 'check_violation';
        end if;
        return new;
      end if;
      if new.state <> old.state and not exists (
        select from transition t
        where t.operation = old.operation and t.from_state = old.state and t.to_state = new.state
      ) then
        raise exception 'a % may not go from % to %', old.operation, old.state, new.state using errcode = 'check_violation';
      end if;
      new.updated_at := hub_now();
      return new;
    end $$`.execute(db);
  await sql`
    create trigger delivery_transition before insert or update of state on delivery
    for each row execute function delivery_transition()`.execute(db);

  // hub.actor is set for the transaction by who acts; without it the part that runs unattended did.
  await sql`
    create function delivery_recorded() returns trigger language plpgsql as $$
    declare
      who text := coalesce(nullif(current_setting('hub.actor', true), ''), 'system:deliver');
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
      insert into ledger_entry (office_id, actor, kind, announcement_id, subject_id, data)
      select c.office_id, who, 'delivery.' || c.state, c.announcement_id, c.id, jsonb_strip_nulls(jsonb_build_object(
        'operation', c.operation, 'from', b.state, 'target', c.target_id, 'rendition', c.rendition_hash,
        'fence', c.fence, 'url', case when c.state in ('live', 'accepted', 'done') then c.url end,
        'reason', case when c.state in ('gone', 'cancelled', 'done') then c.gone_reason end))
      from changed c join before b using (id) where c.state <> b.state order by c.id;
      -- What a target shows has a new epoch whenever an item enters or leaves it.
      perform from target_epoch where target_id in (
        select c.target_id from changed c join before b using (id)
        where (c.state in ('accepted', 'live')) <> (b.state in ('accepted', 'live')) and c.operation = 'publish'
      ) order by target_id for update;
      update target_epoch set epoch = epoch + 1 where target_id in (
        select c.target_id from changed c join before b using (id)
        where (c.state in ('accepted', 'live')) <> (b.state in ('accepted', 'live')) and c.operation = 'publish'
      );
      return null;
    end $$`.execute(db);
  await sql`
    create trigger delivery_recorded_insert after insert on delivery referencing new table as changed
    for each statement execute function delivery_recorded()`.execute(db);
  await sql`
    create trigger delivery_recorded_update after update on delivery referencing old table as before new table as changed
    for each statement execute function delivery_recorded()`.execute(db);
  await sql`
    create function target_epoch_start() returns trigger language plpgsql as $$
    begin insert into target_epoch values (new.id, 1); return null; end $$`.execute(db);
  await sql`
    create trigger target_epoch_start after insert on target for each row execute function target_epoch_start()`.execute(
    db,
  );
}
