import { type Kysely, sql } from 'kysely';

/** What the machine found in a version before a person read it, and what reviewers answered to it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table screening (
      version_id uuid primary key references version, findings jsonb not null, at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`alter table decision add column answers jsonb not null default '{}'`.execute(db);
  await sql`comment on column decision.answers is 'by finding: the reason for letting it pass; empty when it was only looked at'`.execute(
    db,
  );
}
