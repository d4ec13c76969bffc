import { sql } from 'kysely';
import type { TestHub } from '../../test/support/test-hub.js';

/** Makes a target's waiting deliveries due one after the other, evenly over `spanMs`, the first one in `inMs`. */
export async function stagger(hub: TestHub, target: string, inMs: number, spanMs: number): Promise<void> {
  await sql`
    with waiting as (
      select id, (row_number() over (order by id) - 1)::float8 / greatest(count(*) over (), 1) as part
      from delivery where target_id = ${target} and state = 'scheduled'
    ), start as materialized (select hub_now() + ${inMs} * interval '1 millisecond' as at)
    update delivery d set publish_at = at + part * ${spanMs} * interval '1 millisecond',
      due_at = at + part * ${spanMs} * interval '1 millisecond'
    from waiting, start where d.id = waiting.id`.execute(hub.db);
}

/** How much later than asked each delivery was begun and was live, in milliseconds; those that were not begun are missing. */
export async function lateness(
  hub: TestHub,
  target: string,
): Promise<{ begunMs: number[]; liveMs: number[] }> {
  const { rows } = await sql<{ begun: number; live: number | null }>`
    select extract(epoch from min(a.started_at) - d.publish_at)::float8 * 1000 as begun,
      extract(epoch from d.live_at - d.publish_at)::float8 * 1000 as live
    from delivery d join attempt a on a.delivery_id = d.id
    where d.target_id = ${target} group by d.id`.execute(hub.db);
  return {
    begunMs: rows.map(({ begun }) => begun),
    liveMs: rows.flatMap(({ live }) => (live === null ? [] : [live])),
  };
}

/** The value below which so large a part of the values lies; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}

/** Waits until so many of a target's deliveries are in one of these states. */
export async function untilStates(
  hub: TestHub,
  target: string,
  count: number,
  ...states: string[]
): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from delivery where target_id = ${target} and state = any(${states}::text[])`.execute(
      hub.db,
    );
    if ((rows[0]?.n ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
