import { type Kysely, sql } from 'kysely';

/**
 * What a version belongs with is another announcement of its office, by the permalink that this one has: so that a page
 * that was approved leads there, and to nobody else's.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function version_related() returns trigger language plpgsql as $$
    begin
      if exists (select from jsonb_array_elements(new.content -> 'related') one
          left join announcement a on a.id = (one ->> 'announcementId')::uuid and a.office_id = new.office_id
            and a.slug = one ->> 'slug' and a.id <> new.announcement_id
          where a.id is null) then
        raise exception 'a version names announcements of its own office by their permalinks' using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger version_related after insert on version for each row
      when (new.content ? 'related') execute function version_related()`.execute(db);
}
