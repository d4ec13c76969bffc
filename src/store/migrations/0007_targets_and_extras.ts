import { type Kysely, sql } from 'kysely';

/** What a draft says for single channels, and what a task asks a person for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table announcement add column extras jsonb not null default '{}'`.execute(db);
  await sql`comment on column announcement.extras is 'by channel; frozen into a version''s content'`.execute(
    db,
  );
  await sql`alter table task add column ask jsonb, add column answered_at timestamptz`.execute(db);
  await sql`comment on column task.answered_at is 'set while an answer waits for the look that it made due'`.execute(
    db,
  );
  await sql`comment on column target.settings is 'without its secrets, which stand encrypted in secrets'`.execute(
    db,
  );
}
