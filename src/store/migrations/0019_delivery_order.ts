import { type Kysely, sql } from 'kysely';

/**
 * Which delivery of an item is the newest must not hang on a clock that can be set back: numbers say it. Those of one
 * announcement are written under its lock.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table delivery add column seq bigint`.execute(db);
  await sql`alter table delivery disable trigger user`.execute(db);
  await sql`
    update delivery d set seq = o.seq
    from (select id, row_number() over (order by created_at, id) as seq from delivery) o where o.id = d.id`.execute(
    db,
  );
  await sql`alter table delivery enable trigger user`.execute(db);
  await sql`alter table delivery alter column seq set not null`.execute(db);
  await sql`alter table delivery alter column seq add generated always as identity`.execute(db);
  await sql`
    select setval(pg_get_serial_sequence('delivery', 'seq'), coalesce(max(seq), 0) + 1, false) from delivery`.execute(
    db,
  );
  await sql`drop index delivery_announcement`.execute(db);
  await sql`create index delivery_announcement on delivery (announcement_id, target_id, seq)`.execute(db);
}
