import { sql } from 'kysely';
import type { Db } from '../store/database.js';

/** How many minutes the numbers of attempts look back. */
export const WINDOW_MINUTES = 5;

/** What Prometheus is told of one channel's attempts in the last minutes. */
export interface AttemptNumbers {
  channel: string;
  kind: string;
  /** A delivery state, or what was seen; `none` while it runs. */
  outcome: string;
  count: number;
  /** Seconds: half, and all but one in a hundred, took at most so long. */
  p50: number | null;
  p99: number | null;
}

/**
 * Attempts that began in the last WINDOW_MINUTES, from the table that all processes write. Their ids begin with the time
 * of their making (UUIDv7), so the primary key finds them; the cost grows with what was begun in that time.
 */
export async function attempts(db: Db): Promise<AttemptNumbers[]> {
  const { rows } = await sql<AttemptNumbers>`
    select d.channel, a.kind, coalesce(a.outcome, 'none') as outcome, count(*)::int as count,
      percentile_disc(0.5) within group (order by extract(epoch from a.finished_at - a.started_at))::float8 as p50,
      percentile_disc(0.99) within group (order by extract(epoch from a.finished_at - a.started_at))::float8 as p99
    from attempt a join attempt_delivery ad on ad.attempt_id = a.id join delivery d on d.id = ad.delivery_id
    where a.id >= (lpad(to_hex(floor(extract(epoch from now() - ${WINDOW_MINUTES} * interval '1 minute') * 1000)::bigint),
        12, '0') || '00000000000000000000')::uuid
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** How late what became live in the last minutes was, by channel, in seconds. */
export async function lateness(db: Db): Promise<{ channel: string; p50: number; p99: number }[]> {
  const { rows } = await sql<{ channel: string; p50: number; p99: number }>`
    select d.channel,
      percentile_disc(0.5) within group (order by late)::float8 as p50,
      percentile_disc(0.99) within group (order by late)::float8 as p99
    from attempt a join attempt_delivery ad on ad.attempt_id = a.id join delivery d on d.id = ad.delivery_id
      cross join lateral (select greatest(0, extract(epoch from d.live_at - d.publish_at)) as late) l
    where a.id >= (lpad(to_hex(floor(extract(epoch from now() - ${WINDOW_MINUTES} * interval '1 minute') * 1000)::bigint),
        12, '0') || '00000000000000000000')::uuid
      and a.kind in ('deliver', 'update') and d.live_at is not null
    group by 1`.execute(db);
  return rows;
}

/** Deliveries that are not at rest, by channel and state. The partial indexes of these states answer it. */
export async function open(db: Db): Promise<{ channel: string; state: string; count: number }[]> {
  const { rows } = await sql<{ channel: string; state: string; count: number }>`
    select channel, case when state = 'scheduled' and due_at <= hub_now() then 'overdue' else state end as state,
      count(*)::int as count
    from delivery
    where state in ('scheduled', 'queued', 'sending', 'accepted', 'with_person', 'unconfirmed', 'missing', 'held')
    group by 1, 2`.execute(db);
  return rows;
}

/** Single numbers of the whole hub. */
export interface Singles {
  oldestOverdueSeconds: number;
  openCircuits: number;
  pausedTargets: number;
  openTasks: number;
  waitingRecalls: number;
}

export async function singles(db: Db): Promise<Singles> {
  const { rows } = await sql<Singles>`
    select coalesce((select extract(epoch from hub_now() - min(d.due_at))::float8 from delivery d join target t on t.id = d.target_id
        where d.state = 'scheduled' and d.due_at <= hub_now() and t.enabled and t.paused_reason is null), 0) as "oldestOverdueSeconds",
      (select count(*)::int from target_flow where open_until is not null) as "openCircuits",
      (select count(*)::int from target where paused_reason is not null) as "pausedTargets",
      (select count(*)::int from task where closed_at is null) as "openTasks",
      (select count(*)::int from recall_request where decided_at is null) as "waitingRecalls"`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the hub’s numbers came back empty-handed');
  return row;
}
