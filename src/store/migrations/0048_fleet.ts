import { type Kysely, sql } from 'kysely';

/** What a fleet needs: where a screen hangs and whom to phone, what it was asked to do, what is wrong with it, whether it was copied. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table screen add column tags text[] not null default '{}' check (cardinality(tags) <= 20),
      add column place text not null default '', add column contact text not null default '',
      add column copied_at timestamptz`.execute(db);
  await sql`comment on column screen.copied_at is 'two boxes had its key: neither gets anything new'`.execute(
    db,
  );
  await sql`alter table screen_presence add column health jsonb`.execute(db);
  await sql`
    create table screen_ticket (
      screen_id uuid primary key references screen, issued bigint not null, kept bigint not null default 0,
      check (kept <= issued)
    ) with (fillfactor = 70)`.execute(db);
  await sql`comment on table screen_ticket is 'the number handed out last, and the highest that the screen is known to hold'`.execute(
    db,
  );
  await sql`
    alter table pairing_attempt add column id uuid not null default gen_random_uuid() primary key`.execute(
    db,
  );
  await alerts(db);
  await sql`
    create table screen_command (
      id uuid primary key, office_id uuid not null references office, screen_id uuid not null references screen,
      kind text not null check (kind in ('screenshot', 'reload', 'restart', 'identify')),
      issued_at timestamptz not null default hub_now(), issued_by uuid not null references member,
      answered_at timestamptz, ok boolean, detail text, picture text,
      check ((answered_at is null) = (ok is null))
    )`.execute(db);
  await sql`comment on column screen_command.picture is 'media type of the screenshot, while it is kept'`.execute(
    db,
  );
  await sql`create index screen_command_newest on screen_command (screen_id, issued_at desc)`.execute(db);
  await sql`create index screen_command_waiting on screen_command (screen_id) where answered_at is null`.execute(
    db,
  );
  await sql`create index screen_command_at on screen_command (issued_at)`.execute(db);
}

async function alerts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table screen_alert_rule (office_id uuid primary key references office, rule jsonb not null)`.execute(
    db,
  );
  await sql`
    create table screen_alert (
      id uuid primary key, office_id uuid not null references office, screen_id uuid not null references screen,
      kind text not null
        check (kind in ('offline', 'stale', 'wrong', 'clock', 'storage', 'picture', 'copied')),
      since timestamptz not null, detail text not null default '', opened_at timestamptz, over_at timestamptz,
      settle_seconds integer not null default 0, closed_at timestamptz,
      acknowledged_at timestamptz, acknowledged_by uuid references member, note text not null default '',
      check (opened_at is not null or (closed_at is null and acknowledged_at is null)),
      check ((acknowledged_at is null) = (acknowledged_by is null))
    )`.execute(db);
  await sql`comment on column screen_alert.opened_at is 'null while the trouble has not lasted long enough to be told'`.execute(
    db,
  );
  await sql`comment on column screen_alert.over_at is 'since when it has been well again; it closes when that has lasted'`.execute(
    db,
  );
  await sql`create unique index screen_alert_one on screen_alert (screen_id, kind) where closed_at is null`.execute(
    db,
  );
  await sql`create index screen_alert_newest on screen_alert (office_id, opened_at desc, id desc)
    where opened_at is not null`.execute(db);
  await sql`create index screen_alert_again on screen_alert (closed_at) where closed_at is not null`.execute(
    db,
  );
}
