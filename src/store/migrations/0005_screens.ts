import { type Kysely, sql } from 'kysely';

/** Screens, what their groups may show, and what each screen has done with each item. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pairing (
      id uuid primary key, code text not null unique, key_id text not null unique, public_key jsonb not null,
      created_at timestamptz not null default hub_now(), expires_at timestamptz not null
    )`.execute(db);
  await sql`comment on table pairing is 'keys that show a code and wait for a member; deleted when claimed or expired'`.execute(
    db,
  );
  await sql`
    create table pairing_attempt (
      kind text not null check (kind in ('ask', 'claim')), who text not null, at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`comment on column pairing_attempt.who is 'an address for ask; an address or a member for a claim that failed'`.execute(
    db,
  );
  await sql`create index pairing_attempt_who on pairing_attempt (kind, who, at)`.execute(db);
  await sql`create index pairing_attempt_at on pairing_attempt (at)`.execute(db);

  await sql`
    create table screen_group (
      target_id uuid primary key references target, epoch bigint not null,
      changed_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`comment on table screen_group is 'the desired state of a display target; epoch only grows'`.execute(
    db,
  );
  await sql`
    create table screen (
      id uuid primary key, office_id uuid not null references office, target_id uuid not null references target,
      name text not null, key_id text not null unique, public_key jsonb not null,
      claimed_by uuid not null references member, claimed_at timestamptz not null default hub_now(),
      paired_at timestamptz, revoked_at timestamptz
    )`.execute(db);
  await sql`create index screen_of_group on screen (target_id) where revoked_at is null`.execute(db);
  await sql`create index screen_of_office on screen (office_id) where revoked_at is null`.execute(db);
  // Rewritten every few seconds: its own small rows, so that those of screen stay still.
  await sql`
    create table screen_presence (
      screen_id uuid primary key references screen, session uuid, since timestamptz, last_seen_at timestamptz,
      epoch bigint, viewport jsonb, showing jsonb
    ) with (fillfactor = 70)`.execute(db);
  await sql`comment on column screen_presence.session is 'the connection that counts; an older one changes nothing'`.execute(
    db,
  );

  await sql`
    create table screen_item (
      key uuid primary key, office_id uuid not null references office, target_id uuid not null references target,
      announcement_id uuid, rendition text not null, assets jsonb not null,
      priority text not null check (priority in ('routine', 'urgent', 'emergency')),
      published_at timestamptz not null, until timestamptz,
      shown_at timestamptz not null default hub_now(), retracted_at timestamptz, retracted_epoch bigint
    )`.execute(db);
  await sql`comment on column screen_item.retracted_epoch is 'the first epoch without it: a screen that has seen this one cannot show it'`.execute(
    db,
  );
  await sql`create index screen_item_wanted on screen_item (target_id, published_at desc, key) where retracted_at is null`.execute(
    db,
  );
  await sql`
    create table screen_receipt (
      item_key uuid not null references screen_item, screen_id uuid not null references screen,
      expected boolean not null, state text not null
        check (state in ('queued', 'notified', 'fetched', 'verified', 'painted', 'retracted')),
      at timestamptz not null default hub_now(),
      notified_at timestamptz, fetched_at timestamptz, verified_at timestamptz, painted_at timestamptz,
      retracted_at timestamptz,
      primary key (item_key, screen_id)
    )`.execute(db);
  await sql`comment on column screen_receipt.expected is 'online when the item was committed; never changes'`.execute(
    db,
  );
  await sql`create index screen_receipt_held on screen_receipt (screen_id, item_key) where state <> 'retracted'`.execute(
    db,
  );
}
