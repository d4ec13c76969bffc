import { sql } from 'kysely';
import type pg from 'pg';
import { notify } from '../../src/store/notify.js';
import type { TestHub } from '../../test/support/test-hub.js';

/** A round's announcements as their release would leave them, but due at no time yet. */
export async function prepare(hub: TestHub, versionId: string, target: string, size: number): Promise<void> {
  await sql`
    with fresh as (
      select gen_random_uuid() as announcement, gen_random_uuid() as version, gen_random_uuid() as release,
        v.content, v.office_id, v.submitted_by, v.hash, r.hash as rendition
      from generate_series(1, ${size}) join version v on v.id = ${versionId}
        join rendition r on r.version_id = v.id
    ), a as (
      insert into announcement (id, office_id, drafter_id, slug, stage, title, body, category, issuer, attachments, target_ids)
      select announcement, office_id, submitted_by, announcement, 'released', 't', '', 'c', 'i', '[]', '{}' from fresh
    ), v as (
      insert into version (id, office_id, announcement_id, number, hash, content, target_ids, submitted_by)
      select version, office_id, announcement, 1, hash, content, array[${target}::uuid], submitted_by from fresh
    ), r as (
      insert into rendition select version, ${target}, 'sink', rendition from fresh
    ), p as (
      insert into approval (version_id, version_hash) select version, hash from fresh
    )
    insert into release (id, office_id, announcement_id, version_id, publish_at, priority, released_by)
    select release, office_id, announcement, version, hub_now(), 'routine', submitted_by from fresh`.execute(
    hub.db,
  );
  // In a statement of its own: a delivery takes its category from its version, which has to be there.
  await sql`
    insert into delivery (id, office_id, release_id, announcement_id, version_id, target_id, channel, rendition_hash,
      operation, state, lane, item_key, publish_at)
    select fresh.id, l.office_id, l.id, l.announcement_id, l.version_id, r.target_id, 'sink', r.hash, 'publish',
      'scheduled', 3, fresh.id, l.publish_at
    from release l join rendition r on r.version_id = l.version_id and r.target_id = ${target}
      cross join lateral (select gen_random_uuid() as id, l.id as for_release) fresh
    where not exists (select from delivery d where d.release_id = l.id)`.execute(hub.db);
  await sql`analyze delivery`.execute(hub.db).catch(() => undefined);
}

/** Seconds from "all due" to "all live". */
export async function drain(hub: TestHub, target: string): Promise<number> {
  const start = performance.now();
  await sql`update delivery set due_at = hub_now() where target_id = ${target} and state = 'scheduled'`.execute(
    hub.db,
  );
  await notify(hub.db, 'hub_due');
  for (;;) {
    const { rows } = await sql<{ open: boolean }>`
      select exists (select from delivery where target_id = ${target} and state in ('scheduled', 'queued', 'sending', 'accepted')) as open`.execute(
      hub.db,
    );
    if (rows[0]?.open === false) return (performance.now() - start) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Commits of the whole database so far. */
export async function committed(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(
    'select pg_stat_clear_snapshot(), xact_commit as n from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.n);
}
