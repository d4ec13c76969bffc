import { type Kysely, sql } from 'kysely';

/**
 * The calendar asks for an office's releases by their time, and moves those that have not begun: the one thing about a
 * release that may change, and only until then.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index release_time on release (office_id, publish_at, id)`.execute(db);
  await sql`
    create function release_moved() returns trigger language plpgsql as $$
    begin
      if exists (
        select from delivery d where d.announcement_id = old.announcement_id and d.release_id = old.id
          and d.operation <> 'recall' and (d.state not in ('held', 'scheduled') or d.fence > 0)
      ) then
        raise exception 'a release that has begun keeps its time' using errcode = 'check_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger release_moved before update on release for each row execute function release_moved()`.execute(
    db,
  );
}
