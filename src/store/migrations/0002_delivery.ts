import { type Kysely, sql } from 'kysely';

/** Which state may follow which, architecture.md section 4; `x:y` pairs. */
const forward = `held:scheduled held:cancelled held:superseded
  scheduled:held scheduled:queued scheduled:cancelled scheduled:superseded scheduled:lapsed
  queued:scheduled queued:sending queued:cancelled queued:superseded queued:lapsed
  sending:accepted sending:live sending:failed sending:scheduled sending:unconfirmed sending:cancelled
  accepted:live accepted:failed accepted:scheduled accepted:unconfirmed accepted:gone accepted:cancelled
  live:gone live:missing missing:live missing:gone missing:scheduled
  unconfirmed:live unconfirmed:accepted unconfirmed:failed unconfirmed:scheduled unconfirmed:gone
  failed:scheduled failed:cancelled`;
const back = `scheduled:queued scheduled:cancelled queued:scheduled queued:sending
  sending:accepted sending:done sending:failed sending:scheduled sending:with_person
  accepted:done accepted:failed accepted:scheduled accepted:with_person
  with_person:done with_person:accepted with_person:scheduled with_person:failed failed:scheduled`;

const pairs = (text: string, operation: string): string =>
  text
    .split(/\s+/)
    .map((pair) => `('${operation}', '${pair.replace(':', "', '")}')`)
    .join(', ');

/** Deliveries (they are the outbox), their attempts and outside steps, and a person's tasks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table transition (
      operation text not null, from_state text not null, to_state text not null,
      primary key (operation, from_state, to_state)
    )`.execute(db);
  await sql
    .raw(
      `insert into transition values ${pairs(forward, 'publish')}, ${pairs(forward, 'update')}, ${pairs(back, 'recall')}`,
    )
    .execute(db);

  await sql`
    create table delivery (
      id uuid primary key, office_id uuid not null references office, release_id uuid not null references release,
      announcement_id uuid not null references announcement, version_id uuid not null, target_id uuid not null,
      channel text not null, rendition_hash text not null,
      operation text not null check (operation in ('publish', 'update', 'recall')),
      state text not null,
      lane smallint not null, item_key uuid not null, publish_at timestamptz not null, window_ends_at timestamptz,
      due_at timestamptz, enqueued integer not null default 0, tries integer not null default 0,
      looks integer not null default 0,
      fence bigint not null default 0, lease_until timestamptz, receipt jsonb, url text, live_at timestamptz,
      gone_reason text, last_error text, requested_by uuid references member, note text,
      created_at timestamptz not null default hub_now(), updated_at timestamptz not null default hub_now(),
      foreign key (version_id, target_id, rendition_hash) references rendition (version_id, target_id, hash)
    )`.execute(db);
  await sql`comment on column delivery.due_at is 'when somebody has to look at it next; null: nobody has to'`.execute(
    db,
  );
  await sql`comment on column delivery.lane is '0 recall, 1 emergency, 2 urgent, 3 routine'`.execute(db);
  await sql`comment on column delivery.item_key is 'the publish that put the item there: its own id for a publish'`.execute(
    db,
  );
  await sql`comment on column delivery.tries is 'runs since the last proof of absence'`.execute(db);
  await sql`comment on column delivery.looks is 'looks since the last run that could not tell'`.execute(db);
  await sql`
    create unique index delivery_one_open on delivery (announcement_id, target_id)
    where operation in ('publish', 'update') and state in ('held', 'scheduled', 'queued', 'sending', 'accepted', 'unconfirmed')`.execute(
    db,
  );
  await sql`
    create unique index delivery_one_recall on delivery (announcement_id, target_id)
    where operation = 'recall' and state in ('scheduled', 'queued', 'sending', 'accepted', 'with_person')`.execute(
    db,
  );
  await sql`create index delivery_waiting on delivery (target_id, lane, due_at, id) where state = 'scheduled'`.execute(
    db,
  );
  await sql`create index delivery_open on delivery (target_id) where state in ('queued', 'sending')`.execute(
    db,
  );
  await sql`
    create index delivery_look on delivery (due_at, id)
    where state in ('queued', 'sending', 'accepted', 'with_person') and due_at is not null`.execute(db);
  await sql`create index delivery_expiry on delivery (window_ends_at) where state in ('live', 'accepted') and window_ends_at is not null`.execute(
    db,
  );
  await sql`create index delivery_shown on delivery (target_id, publish_at desc, id) where operation = 'publish' and state in ('accepted', 'live')`.execute(
    db,
  );
  await sql`create index delivery_announcement on delivery (announcement_id, target_id, created_at)`.execute(
    db,
  );
  await sql`create index delivery_item on delivery (item_key)`.execute(db);
  await sql`create index delivery_office on delivery (office_id, created_at desc)`.execute(db);

  await sql`
    create table attempt (
      id uuid primary key, kind text not null check (kind in ('deliver', 'update', 'recall', 'verify')),
      worker text not null, started_at timestamptz not null default hub_now(), finished_at timestamptz,
      outcome text, evidence jsonb
    )`.execute(db);
  await sql`
    create table attempt_delivery (
      attempt_id uuid not null references attempt, delivery_id uuid not null references delivery, fence bigint not null,
      primary key (attempt_id, delivery_id)
    )`.execute(db);
  await sql`create index attempt_of_delivery on attempt_delivery (delivery_id)`.execute(db);
  await sql`
    create table outside_step (
      attempt_id uuid not null references attempt, name text not null, started_at timestamptz not null default hub_now(),
      finished_at timestamptz, result jsonb, voided_at timestamptz, primary key (attempt_id, name)
    )`.execute(db);
  await sql`comment on column outside_step.voided_at is 'proven to have had no effect: the step may run again'`.execute(
    db,
  );
  await sql`
    create table task (
      id uuid primary key, office_id uuid not null references office, delivery_id uuid not null references delivery,
      kind text not null, text jsonb not null, facts jsonb, opened_at timestamptz not null default hub_now(),
      closed_at timestamptz
    )`.execute(db);
  await sql`create unique index task_one_open on task (delivery_id, kind) where closed_at is null`.execute(
    db,
  );
  await sql`create index task_open on task (office_id, opened_at) where closed_at is null`.execute(db);
}
