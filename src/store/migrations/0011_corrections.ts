import { type Kysely, sql } from 'kysely';

/** What counts as shown: what is live, and a publish that the other side has taken; an update counts once it is live. */
const isShown = (row: string) =>
  sql.raw(`(${row}.operation <> 'recall' and (${row}.state = 'live' or
    (${row}.state = 'accepted' and ${row}.operation = 'publish')))`);
const rowIsShown = sql.raw(
  `operation <> 'recall' and (state = 'live' or (state = 'accepted' and operation = 'publish'))`,
);

/**
 * Corrections, release groups, requests for a recall, a patrol over what is live, and how each target fares.
 *
 * An update that is live replaces the delivery before it, which is gone then; both have the same item. A publish that
 * replaces what has to be taken back first is held and says what it waits for.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into transition values ('update', 'accepted', 'superseded'), ('update', 'unconfirmed', 'superseded'),
      ('update', 'failed', 'superseded'), ('publish', 'held', 'lapsed'), ('update', 'held', 'lapsed'),
      ('publish', 'unconfirmed', 'missing'), ('update', 'missing', 'superseded')`.execute(db);

  await sql`alter table delivery add column waits_for uuid references delivery`.execute(db);
  await sql`comment on column delivery.waits_for is 'held until this delivery has ended as it should'`.execute(
    db,
  );
  await sql`create index delivery_waits on delivery (waits_for) where state = 'held' and waits_for is not null`.execute(
    db,
  );
  await sql`create index delivery_patrol on delivery (due_at) where state in ('live', 'missing')`.execute(db);
  await sql`drop index delivery_one_open`.execute(db);
  await sql`
    create unique index delivery_one_open on delivery (announcement_id, target_id, operation)
    where operation in ('publish', 'update') and state in ('scheduled', 'queued', 'sending', 'accepted', 'unconfirmed')`.execute(
    db,
  );
  await sql`
    create unique index delivery_one_held on delivery (announcement_id, target_id) where state = 'held'`.execute(
    db,
  );

  await sql`alter table announcement add column correction_note text, add column before_correction jsonb`.execute(
    db,
  );
  await sql`comment on column announcement.before_correction is 'the draft and its version as they were, for discarding the correction'`.execute(
    db,
  );
  await sql`comment on column announcement.correction_note is 'what is corrected and why; set while a correction is made'`.execute(
    db,
  );
  await sql`
    create table release_group (
      id uuid primary key, office_id uuid not null references office, name text not null,
      publish_at timestamptz not null, created_by uuid not null references member,
      created_at timestamptz not null default hub_now(), let_go_at timestamptz
    )`.execute(db);
  await sql`comment on column release_group.let_go_at is 'when all of it was set free; null: something of it is held'`.execute(
    db,
  );
  await sql`alter table release add column group_id uuid references release_group`.execute(db);
  await sql`create index release_of_group on release (group_id) where group_id is not null`.execute(db);

  await sql`
    create table recall_request (
      id uuid primary key, office_id uuid not null references office,
      announcement_id uuid not null references announcement, reason text not null, note text not null,
      target_ids uuid[], emergency boolean not null default false, requested_by uuid not null references member,
      requested_at timestamptz not null default hub_now(), decided_by uuid references member, decided_at timestamptz,
      verdict text check (verdict in ('approve', 'refuse')), opinion text,
      check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (verdict is null)),
      check (emergency or decided_by is null or decided_by <> requested_by)
    )`.execute(db);
  await sql`
    create unique index recall_request_open on recall_request (announcement_id) where decided_at is null`.execute(
    db,
  );
  await sql`alter table delivery add column recall_id uuid references recall_request`.execute(db);

  await sql`
    create table target_flow (
      target_id uuid primary key references target, failures integer not null default 0, open_until timestamptz,
      tokens double precision, filled_at timestamptz
    )`.execute(db);
  await sql`alter table target add column per_minute integer check (per_minute > 0)`.execute(db);
  await sql`comment on column target_flow.failures is 'calls in a row that did not reach the other side'`.execute(
    db,
  );
  await sql`comment on column target_flow.open_until is 'nothing is tried before; then one delivery at a time is'`.execute(
    db,
  );

  await shownAgain(db);
  await recorded(db);
}

/** Updates are on the lists as well: their category, the indexes and the trigger's condition. */
async function shownAgain(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger delivery_category on delivery`.execute(db);
  await sql`
    create trigger delivery_category before insert on delivery
    for each row when (new.operation <> 'recall') execute function delivery_category()`.execute(db);
  await sql`drop index delivery_shown`.execute(db);
  await sql`drop index delivery_shown_category`.execute(db);
  await sql`create index delivery_shown on delivery (target_id, publish_at desc, id desc) where ${rowIsShown}`.execute(
    db,
  );
  await sql`
    create index delivery_shown_category on delivery (target_id, category, publish_at desc, id desc)
    where ${rowIsShown}`.execute(db);
}

/** As in 0010, with the wider idea of what is shown. */
async function recorded(db: Kysely<unknown>): Promise<void> {
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
        select office_id, who, 'delivery.created', announcement_id, id, jsonb_strip_nulls(jsonb_build_object(
          'operation', operation, 'state', state, 'target', target_id, 'release', release_id, 'version', version_id,
          'rendition', rendition_hash, 'publishAt', publish_at, 'reason', gone_reason, 'waitsFor', waits_for,
          'request', recall_id))
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
        where ${isShown('c')} <> ${isShown('b')});
      if targets = '{}' then
        return null;
      end if;
      -- In one order, so that two writers who move items of the same targets never wait for each other.
      perform from target_epoch where target_id = any(targets) order by target_id for update;
      update target_epoch set epoch = epoch + 1 where target_id = any(targets);
      for moved in
        select target_id, category, sum(change)::integer as total from (
          select c.target_id, c.category, 1 as change from changed c where ${isShown('c')}
          union all
          select b.target_id, b.category, -1 from before b where ${isShown('b')}
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
