import { type Kysely, sql } from 'kysely';

/** What is out is screened again when rules or words change; what is found then waits for a person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rescan (
      office_id uuid primary key references office, mark text not null, cursor uuid, started_at timestamptz not null,
      finished_at timestamptz, asked_at timestamptz
    )`.execute(db);
  await sql`comment on column rescan.mark is 'rules, words and request that the look at all that is out goes by'`.execute(
    db,
  );
  await sql`
    create table rescan_finding (
      id uuid primary key, office_id uuid not null references office,
      announcement_id uuid not null references announcement, version_id uuid not null references version,
      finding text not null, rule text not null, level text not null check (level in ('block', 'review')),
      label jsonb not null, source jsonb not null, place jsonb not null,
      found_at timestamptz not null default hub_now(),
      dismissed_at timestamptz, dismissed_by uuid references member, reason text check (reason <> ''),
      unique (announcement_id, finding),
      check ((dismissed_at is null) = (dismissed_by is null) and (dismissed_at is null) = (reason is null))
    )`.execute(db);
  await sql`comment on table rescan_finding is 'by rule and place, never with the words that were found'`.execute(
    db,
  );
  await sql`create index rescan_finding_open on rescan_finding (office_id, found_at desc) where dismissed_at is null`.execute(
    db,
  );
}
