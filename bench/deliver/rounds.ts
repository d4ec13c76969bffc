import { sql } from 'kysely';
import type pg from 'pg';
import { notify } from '../../src/store/notify.js';
import type { TestHub } from '../../test/support/test-hub.js';

/** A round's announcements as their release would leave them, but due at no time yet. */
export async function prepare(hub: TestHub, versionId: string, target: string, size: number): Promise<void> {
  await sql`
    with fresh as (
      select uuidv7() as announcement, uuidv7() as version, uuidv7() as release,
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
      cross join lateral (select uuidv7() as id, l.id as for_release) fresh
    where not exists (select from delivery d where d.release_id = l.id)`.execute(hub.db);
  await sql`analyze delivery`.execute(hub.db).catch(() => undefined);
}

/** Long enough that every row is written before the moment at which all of them are due. */
const AHEAD_MS = 2_000;

/** Seconds from the moment at which all are due to "all live"; `begin` is called at that moment. */
export async function drain(hub: TestHub, target: string, begin?: () => Promise<void>): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    with moment as materialized (select hub_now() + ${AHEAD_MS} * interval '1 millisecond' as due), set as (
      update delivery set due_at = due from moment where target_id = ${target} and state = 'scheduled' returning id
    ) select extract(epoch from due - clock_timestamp())::float8 * 1000 as ms from moment, (select count(*) from set) all_set`.execute(
    hub.db,
  );
  const left = rows[0]?.ms ?? 0;
  if (left < 0) throw new Error('a round is too large to be written before it is due');
  await new Promise((resolve) => setTimeout(resolve, left));
  await begin?.();
  const start = performance.now();
  await notify(hub.db, 'hub_due');
  while (await isOpen(hub, target)) await new Promise((resolve) => setTimeout(resolve, 20));
  return (performance.now() - start) / 1000;
}

/** Whether anything is not live yet. Asked in parts that indexes answer, so that asking costs the pipeline nothing. */
async function isOpen(hub: TestHub, target: string): Promise<boolean> {
  for (const states of [
    sql`state = 'scheduled'`,
    sql`state in ('queued', 'sending')`,
    sql`state = 'accepted'`,
  ]) {
    const { rows } = await sql<{ open: boolean }>`
      select exists (select from delivery where target_id = ${target} and ${states}) as open`.execute(hub.db);
    if (rows[0]?.open !== false) return true;
  }
  return false;
}

/** Commits of the whole database so far. */
export async function committed(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(
    'select pg_stat_clear_snapshot(), xact_commit as n from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.n);
}
