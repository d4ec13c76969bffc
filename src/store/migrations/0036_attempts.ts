import { type Kysely, sql } from 'kysely';

/**
 * Each attempt has been of one delivery ever since: it says so itself. What an item sent is found by its announcement
 * and target, and a receipt's ref only where there is one: three indexes and a table less to write for each delivery.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table attempt add column delivery_id uuid, add column fence bigint`.execute(db);
  await sql`
    update attempt a set delivery_id = ad.delivery_id, fence = ad.fence
    from attempt_delivery ad where ad.attempt_id = a.id`.execute(db);
  await sql`drop table attempt_delivery`.execute(db);
  await sql`
    alter table attempt alter column delivery_id set not null, alter column fence set not null,
      add foreign key (delivery_id) references delivery`.execute(db);
  await sql`create index attempt_of_delivery on attempt (delivery_id)`.execute(db);

  await sql`drop index delivery_item`.execute(db);
  await sql`drop index delivery_ref`.execute(db);
  await sql`
    create index delivery_ref on delivery (target_id, (receipt ->> 'ref'))
      where receipt is not null and state in ('sending', 'accepted', 'with_person', 'live', 'missing')`.execute(
    db,
  );
}
