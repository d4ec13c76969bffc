import { type Kysely, sql } from 'kysely';

/**
 * The board is ordered by an announcement's newest release. It stands with the announcement, so that a page of the board
 * costs a page of an index and not every release that an office ever made.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table announcement add column released_at timestamptz`.execute(db);
  await sql`
    update announcement a set released_at = r.at
    from (select announcement_id, max(released_at) as at from release group by announcement_id) r
    where r.announcement_id = a.id`.execute(db);
  await sql`
    create index announcement_board on announcement (office_id, released_at desc, id desc) where released_at is not null`.execute(
    db,
  );
  await sql`
    create function announcement_released() returns trigger language plpgsql as $$
    begin
      update announcement a set released_at = greatest(a.released_at, c.at)
      from (select announcement_id, max(released_at) as at from changed group by announcement_id) c
      where a.id = c.announcement_id;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger announcement_released after insert on release referencing new table as changed
    for each statement execute function announcement_released()`.execute(db);
  await sql`
    create index delivery_troubled on delivery (announcement_id)
    where state in ('failed', 'unconfirmed', 'missing', 'lapsed', 'with_person')`.execute(db);
}
