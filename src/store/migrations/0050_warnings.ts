import { type Kysely, sql } from 'kysely';

/** What stands above the programme of a group of screens: warnings, and the safe slate. Who has shown it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table warning_source (
      id uuid primary key, office_id uuid not null references office, name text not null, sender text not null,
      created_by uuid not null references member, created_at timestamptz not null default hub_now(),
      removed_at timestamptz
    )`.execute(db);
  await sql`comment on table warning_source is 'whose CAP messages an office relays; sender as in the message'`.execute(
    db,
  );
  await sql`create unique index warning_source_sender on warning_source (office_id, sender) where removed_at is null`.execute(
    db,
  );
  await sql`
    create table warning_template (
      id uuid primary key, office_id uuid not null references office, hazard text not null,
      level text not null check (level in ('red', 'orange', 'yellow', 'blue')), instruction text not null,
      changed_by uuid not null references member, changed_at timestamptz not null default hub_now(),
      unique (office_id, hazard, level)
    )`.execute(db);
  await sql`
    create table warning (
      id uuid primary key, office_id uuid not null references office,
      text jsonb not null, drill boolean not null, voice boolean not null,
      source_id uuid references warning_source, identifier text, message text,
      prepared_by uuid not null references member, prepared_at timestamptz not null default hub_now(),
      started_by uuid references member, started_at timestamptz, target_ids uuid[],
      ended_at timestamptz, ended_by uuid references member, end_reason text
        check (end_reason in ('lifted', 'replaced', 'discarded', 'mistake')),
      replaces uuid references warning,
      check ((source_id is null) = (identifier is null)),
      check ((started_at is null) = (started_by is null)), check ((started_at is null) = (target_ids is null)),
      check ((ended_at is null) = (end_reason is null))
    )`.execute(db);
  await sql`comment on column warning.message is 'the CAP message as it came'`.execute(db);
  await sql`create unique index warning_identifier on warning (office_id, identifier) where identifier is not null`.execute(
    db,
  );
  await sql`create index warning_newest on warning (office_id, prepared_at desc, id desc)`.execute(db);
  await sql`create index warning_open on warning (office_id) where started_at is not null and ended_at is null`.execute(
    db,
  );
  await sql`
    create table slate (
      id uuid primary key, office_id uuid not null references office, target_id uuid not null references target,
      began_by uuid not null references member, began_at timestamptz not null default hub_now(), reason text not null,
      lift_asked_by uuid references member, lift_asked_at timestamptz, lifted_by uuid references member,
      lifted_at timestamptz,
      check ((lift_asked_at is null) = (lift_asked_by is null)), check ((lifted_at is null) = (lifted_by is null)),
      check (lifted_by is null or lift_asked_by is not null), check (lifted_by <> lift_asked_by)
    )`.execute(db);
  await sql`create unique index slate_open on slate (target_id) where lifted_at is null`.execute(db);
  await sql`
    create table alert_group (target_id uuid primary key references target, seq bigint not null)`.execute(db);
  await sql`comment on table alert_group is 'seq grows with each start, change and end above the group''s programme'`.execute(
    db,
  );
  await sql`
    create table alert_ack (
      target_id uuid not null references target, seq bigint not null, screen_id uuid not null references screen,
      expected boolean not null, told_at timestamptz not null default hub_now(), shown_at timestamptz,
      primary key (target_id, seq, screen_id)
    )`.execute(db);
  await sql`comment on column alert_ack.expected is 'online when it was committed; never changes'`.execute(
    db,
  );
  await sql`create index alert_ack_open on alert_ack (screen_id, seq) where shown_at is null`.execute(db);
  await warningStands(db);
}

/**
 * What a warning says is copied from who issued it and never changes; it is started once and ended once. What was not
 * relayed from a listed source is started by somebody else than who typed it, unless it is a drill.
 */
async function warningStands(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function warning_stands() returns trigger language plpgsql as $$
    begin
      if (new.text, new.drill, new.source_id, new.identifier, new.message, new.office_id, new.prepared_by)
        is distinct from (old.text, old.drill, old.source_id, old.identifier, old.message, old.office_id, old.prepared_by) then
        raise exception 'what a warning says does not change' using errcode = 'check_violation';
      end if;
      if old.started_at is not null and (new.started_at, new.started_by, new.target_ids)
        is distinct from (old.started_at, old.started_by, old.target_ids) then
        raise exception 'a warning is started once' using errcode = 'check_violation';
      end if;
      if old.ended_at is not null and new is distinct from old then
        raise exception 'a warning that has ended stays as it is' using errcode = 'check_violation';
      end if;
      if new.started_by = new.prepared_by and new.source_id is null and not new.drill then
        raise exception 'a second person starts what was typed by hand' using errcode = 'check_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger warning_stands before update on warning for each row execute function warning_stands()`.execute(
    db,
  );
}
