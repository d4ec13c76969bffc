import { type Kysely, sql } from 'kysely';

/**
 * What is told in an emergency has an end, at which it leaves every screen by itself: in what is approved, and in what goes out.
 * A trigger and no check, so that what was written before stays as it is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function emergency_has_end() returns trigger language plpgsql as $$
    declare
      kind text;
    begin
      if tg_table_name = 'version' then
        kind := new.content ->> 'category';
      else
        select content ->> 'category' into kind from version where id = new.version_id;
      end if;
      if kind = '应急信息' and new.expires_at is null then
        raise exception 'what is told in an emergency has an end' using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(db);
  for (const table of ['version', 'release'])
    await sql`
      create trigger emergency_has_end after insert on ${sql.id(table)} for each row
        execute function emergency_has_end()`.execute(db);
}
