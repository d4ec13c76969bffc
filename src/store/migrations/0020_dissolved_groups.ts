import { type Kysely, sql } from 'kysely';

/** A release group that will not go as a whole any more is dissolved by a person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table release_group add column dissolved_at timestamptz, add column dissolved_by uuid references member,
      add check (dissolved_at is null or let_go_at is null)`.execute(db);
  await sql`
    create index release_group_open on release_group (office_id, publish_at)
    where let_go_at is null and dissolved_at is null`.execute(db);
}
