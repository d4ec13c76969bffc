import type { Db } from './database.js';

export async function officeName(db: Db, officeId: string): Promise<string> {
  const row = await db
    .selectFrom('office')
    .select('name')
    .where('id', '=', officeId)
    .executeTakeFirstOrThrow();
  return row.name;
}
