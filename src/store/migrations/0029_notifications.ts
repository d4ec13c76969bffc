import { type Kysely, sql } from 'kysely';

/**
 * What members are told, by the console, by mail, and by the robots and programs that an office named. All of it comes
 * of ledger entries behind a cursor, so that nothing that publishes has to write it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notification (
      id uuid primary key, office_id uuid not null references office, member_id uuid not null references member,
      kind text not null, about uuid not null, announcement_id uuid references announcement,
      target_ids uuid[] not null default '{}', subject_id uuid, at timestamptz not null,
      times integer not null default 1 check (times > 0), read_at timestamptz
    )`.execute(db);
  await sql`comment on column notification.about is 'the announcement, or else the subject: unread ones of a kind about the same thing are one'`.execute(
    db,
  );
  await sql`create unique index notification_unread on notification (member_id, kind, about) where read_at is null`.execute(
    db,
  );
  await sql`create index notification_of on notification (member_id, at desc, id desc)`.execute(db);
  await sql`create index notification_age on notification (at)`.execute(db);
  await sql`create index notification_about on notification (about, kind) where read_at is null`.execute(db);

  await sql`
    create table notification_cursor (
      one boolean primary key default true check (one), txid xid8 not null, id bigint not null
    )`.execute(db);
  await sql`comment on table notification_cursor is 'the last ledger entry that was told'`.execute(db);
  // What happened before is old news. An empty hub stays empty, so that an archive can be imported into it.
  await sql`
    insert into notification_cursor (txid, id)
    select txid, id from ledger_entry order by ledger_entry.txid desc, ledger_entry.id desc limit 1`.execute(
    db,
  );
  await sql`
    create table reminder (
      about uuid not null, kind text not null, part text not null, at timestamptz not null default hub_now(),
      primary key (about, kind, part)
    )`.execute(db);
  await sql`comment on table reminder is 'what was reminded of: each part of a thing once'`.execute(db);
  await hooks(db);
  await mail(db);
}

async function hooks(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table hook (
      id uuid primary key, office_id uuid not null references office,
      kind text not null check (kind in ('wecom', 'dingtalk', 'generic')), name text not null check (name <> ''),
      place text not null, secrets text not null, kinds text[] not null, console_url text not null,
      created_at timestamptz not null default hub_now(), disabled_at timestamptz,
      disabled_because text check (disabled_because in ('person', 'failures')),
      failures integer not null default 0, last_at timestamptz, last_ok boolean, last_words text,
      check ((disabled_at is null) = (disabled_because is null))
    )`.execute(db);
  await sql`comment on column hook.place is 'the address without what is secret in it'`.execute(db);
  await sql`comment on column hook.secrets is 'address and secret, encrypted with the hub''s key, bound to the hook'`.execute(
    db,
  );
  await sql`comment on column hook.console_url is 'where the links of its messages lead'`.execute(db);
  await sql`create index hook_of on hook (office_id, created_at)`.execute(db);
  await sql`
    create table hook_message (
      id uuid primary key, hook_id uuid not null references hook on delete cascade, kind text not null,
      announcement_id uuid references announcement, target_ids uuid[] not null default '{}', subject_id uuid,
      at timestamptz not null, due_at timestamptz, tries integer not null default 0, sent_at timestamptz
    )`.execute(db);
  await sql`comment on column hook_message.due_at is 'when it is tried next; null: it was sent or given up'`.execute(
    db,
  );
  await sql`create index hook_message_due on hook_message (hook_id, due_at, id) where due_at is not null`.execute(
    db,
  );
  await sql`create index hook_message_sent on hook_message (hook_id, sent_at) where sent_at is not null`.execute(
    db,
  );
}

async function mail(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mail_server (
      office_id uuid primary key references office, settings jsonb not null, password text,
      set_at timestamptz not null default hub_now(), last_at timestamptz, last_ok boolean, last_words text
    )`.execute(db);
  await sql`comment on column mail_server.password is 'encrypted with the hub''s key, bound to the office'`.execute(
    db,
  );
  await sql`
    create table notification_mail (
      member_id uuid primary key references member, office_id uuid not null references office, address text not null,
      kinds text[] not null, told_until timestamptz not null default hub_now(), next_at timestamptz not null default hub_now(),
      tries integer not null default 0
    )`.execute(db);
  await sql`comment on column notification_mail.told_until is 'the newest notification that a mail has told'`.execute(
    db,
  );
}
