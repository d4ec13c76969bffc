import { type Kysely, sql } from 'kysely';

/** Offices, members, targets, content, review and release. What may never change again is append-only by privilege. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The one clock that decides what is due. Tests replace the function's body to move time.
  await sql`
    create function hub_now() returns timestamptz language sql stable parallel safe
    as $$ select clock_timestamp() $$`.execute(db);

  await sql`
    create table office (
      id uuid primary key, name text not null, short_name text not null, slug text not null unique,
      demo boolean not null default false, created_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`
    create table member (
      id uuid primary key, office_id uuid not null references office, user_id text not null unique,
      username text not null unique, name text not null, roles text[] not null,
      must_change_password boolean not null default false,
      created_at timestamptz not null default hub_now(), disabled_at timestamptz
    )`.execute(db);
  await sql`
    create table target (
      id uuid primary key, office_id uuid not null references office, channel text not null,
      slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,40}$'), name text not null,
      settings jsonb not null, secrets text, concurrency integer not null check (concurrency > 0),
      enabled boolean not null default true, paused_reason text,
      created_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`create index target_office on target (office_id)`.execute(db);
  await sql`create table target_epoch (target_id uuid primary key references target, epoch bigint not null)`.execute(
    db,
  );
  await sql`
    create table channel_state (
      target_id uuid not null references target, key text not null, value jsonb not null,
      updated_at timestamptz not null default hub_now(), primary key (target_id, key)
    )`.execute(db);
  await sql`
    create table blob (
      office_id uuid not null references office, hash text not null, media_type text not null, size bigint not null,
      created_at timestamptz not null default hub_now(), primary key (office_id, hash)
    )`.execute(db);

  await sql`
    create table announcement (
      id uuid primary key, office_id uuid not null references office, drafter_id uuid not null references member,
      slug text unique, stage text not null default 'drafting'
        check (stage in ('drafting', 'review', 'returned', 'approved', 'released', 'recalled')),
      revision integer not null default 1, title text not null, body text not null, category text not null,
      issuer text not null, doc_no text, index_no text, attachments jsonb not null, target_ids uuid[] not null,
      planned_at timestamptz, expires_at timestamptz, current_version_id uuid,
      created_at timestamptz not null default hub_now(), updated_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`create index announcement_list on announcement (office_id, updated_at desc, id)`.execute(db);
  await sql`create index announcement_stage on announcement (office_id, stage, updated_at desc, id)`.execute(
    db,
  );

  await sql`
    create table version (
      id uuid primary key, office_id uuid not null references office, announcement_id uuid not null references announcement,
      number integer not null, hash text not null, content jsonb not null, target_ids uuid[] not null,
      planned_at timestamptz, expires_at timestamptz, submitted_by uuid not null references member,
      submitted_at timestamptz not null default hub_now(),
      unique (announcement_id, number), unique (id, submitted_by), unique (id, announcement_id)
    )`.execute(db);
  await sql`alter table announcement add foreign key (current_version_id, id) references version (id, announcement_id)`.execute(
    db,
  );
  await sql`
    create table rendition (
      version_id uuid not null references version, target_id uuid not null references target, channel text not null,
      hash text not null, primary key (version_id, target_id), unique (version_id, target_id, hash)
    )`.execute(db);

  await sql`
    create table procedure (
      office_id uuid not null references office, category text not null, steps jsonb not null,
      primary key (office_id, category)
    )`.execute(db);
  await sql`comment on column procedure.category is 'a category, or * for all others'`.execute(db);
  // Who drafted may not decide: the pair of keys brings the drafter along, the check compares.
  await sql`
    create table decision (
      id uuid primary key, office_id uuid not null references office, version_id uuid not null,
      drafter_id uuid not null, step text not null, verdict text not null check (verdict in ('approve', 'return')),
      opinion text not null, member_id uuid not null references member, version_hash text not null,
      rendition_hashes jsonb not null, decided_at timestamptz not null default hub_now(),
      unique (version_id, step), foreign key (version_id, drafter_id) references version (id, submitted_by),
      constraint drafter_may_not_decide check (member_id <> drafter_id)
    )`.execute(db);
  await sql`
    create table approval (
      version_id uuid primary key references version, version_hash text not null,
      approved_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`
    create table release (
      id uuid primary key, office_id uuid not null references office, announcement_id uuid not null references announcement,
      version_id uuid not null references approval, publish_at timestamptz not null, expires_at timestamptz,
      priority text not null check (priority in ('routine', 'urgent', 'emergency')),
      released_by uuid not null references member, released_at timestamptz not null default hub_now(),
      check (expires_at > publish_at)
    )`.execute(db);
  await sql`create index release_announcement on release (announcement_id)`.execute(db);
}
