import { type Kysely, sql } from 'kysely';

/** An index that no query uses costs each of a delivery's transitions an entry. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index delivery_office`.execute(db);
}
