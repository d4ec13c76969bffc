import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';

/** Earlier states of drafts, who has the pen of a draft, and who looks at an announcement. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table announcement add edited_by uuid references member, add edited_at timestamptz`.execute(
    db,
  );
  await sql`comment on column announcement.edited_by is 'who wrote the text as it stands; null: the drafter'`.execute(
    db,
  );
  await sql`update announcement set edited_at = updated_at`.execute(db);
  await sql`alter table announcement alter edited_at set not null, alter edited_at set default hub_now()`.execute(
    db,
  );
  await history(db);
  await submittedBefore(db);
  await presence(db);
}

async function history(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table draft_text (
      announcement_id uuid not null references announcement on delete cascade, hash text not null,
      body text not null check (char_length(body) <= 510000), primary key (announcement_id, hash)
    )`.execute(db);
  await sql`
    create table draft_revision (
      id uuid primary key, office_id uuid not null references office,
      announcement_id uuid not null references announcement on delete cascade, at timestamptz not null,
      member_id uuid not null references member, body_hash text not null, fields jsonb not null,
      added integer, removed integer, changed text[], version_id uuid,
      kept_at timestamptz not null default hub_now(),
      check ((added is null) = (removed is null) and (added is null) = (changed is null)),
      foreign key (announcement_id, body_hash) references draft_text,
      foreign key (version_id, announcement_id) references version (id, announcement_id)
    )`.execute(db);
  await sql`comment on column draft_revision.at is 'when the text came to be as it is here'`.execute(db);
  await sql`comment on column draft_revision.added is 'signs, against the one before it; null: nobody counted'`.execute(
    db,
  );
  await sql`create index draft_revision_of on draft_revision (announcement_id, at desc, id desc)`.execute(db);
  await sql`create index draft_revision_thinned on draft_revision (at) where version_id is null`.execute(db);
  await sql`create unique index draft_revision_version on draft_revision (version_id) where version_id is not null`.execute(
    db,
  );
  await sql`
    create function draft_revision_gone() returns trigger language plpgsql as $$
    begin
      if old.version_id is not null then raise exception 'what was submitted stays in the history'; end if;
      delete from draft_text t where t.announcement_id = old.announcement_id and t.hash = old.body_hash
        and not exists (select from draft_revision r
          where r.announcement_id = old.announcement_id and r.body_hash = old.body_hash);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger draft_revision_gone after delete on draft_revision
    for each row execute function draft_revision_gone()`.execute(db);
}

/** What was submitted before there was a history is part of it. A correction's note stood above its text. */
export async function submittedBefore(db: QueryExecutorProvider): Promise<void> {
  const body = sql`regexp_replace(v.content->>'body', '^<p><strong>更正说明：</strong>[^<]*</p>', '')`;
  const hash = sql`'sha256:' || encode(sha256(convert_to(${body}, 'UTF8')), 'hex')`;
  const instant = (column: 'planned_at' | 'expires_at') =>
    sql`to_char(${sql.ref(`v.${column}`)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  await sql`
    insert into draft_text (announcement_id, hash, body)
    select v.announcement_id, ${hash}, ${body} from version v on conflict do nothing`.execute(db);
  await sql`
    insert into draft_revision (id, office_id, announcement_id, at, member_id, body_hash, fields, version_id)
    select gen_random_uuid(), v.office_id, v.announcement_id, v.submitted_at, v.submitted_by, ${hash},
      jsonb_strip_nulls(jsonb_build_object('title', v.content->'title', 'category', v.content->'category',
        'issuer', v.content->'issuer', 'docNo', v.content->'docNo', 'indexNo', v.content->'indexNo',
        'plannedAt', ${instant('planned_at')}, 'expiresAt', ${instant('expires_at')},
        'noticeDays', v.content->'noticeDays'))
      || jsonb_build_object('attachments', v.content->'attachments', 'targetIds', to_jsonb(v.target_ids),
        'extras', coalesce(v.content->'extras', '{}'::jsonb)), v.id
    from version v`.execute(db);
}

async function presence(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table draft_pen (
      announcement_id uuid primary key references announcement on delete cascade,
      holder_id uuid references member, holder_tab uuid, since timestamptz, active_at timestamptz, until timestamptz,
      asked_by uuid references member, asked_tab uuid, asked_until timestamptz,
      check (num_nulls(holder_id, holder_tab, since, active_at, until) in (0, 5)),
      check (num_nulls(asked_by, asked_tab, asked_until) in (0, 3))
    )`.execute(db);
  await sql`comment on table draft_pen is 'who may write a draft now: a lease of one page, which its beat renews'`.execute(
    db,
  );
  await sql`
    create table onlooker (
      announcement_id uuid not null references announcement on delete cascade, tab uuid not null,
      member_id uuid not null references member, place text not null check (place in ('edit', 'review')),
      until timestamptz not null, primary key (announcement_id, tab)
    )`.execute(db);
  await sql`comment on table onlooker is 'pages that are open about an announcement'`.execute(db);
}
