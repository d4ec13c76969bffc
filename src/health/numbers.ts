import { sql } from 'kysely';
import type { Db } from '../store/database.js';

/** How many minutes the numbers of attempts look back. */
export const WINDOW_MINUTES = 5;

/**
 * The least id of an attempt that began in the last WINDOW_MINUTES: ids begin with the time of their making (UUIDv7), so
 * the primary key finds them.
 */
const since = sql`(lpad(to_hex(floor(extract(epoch from now() - ${WINDOW_MINUTES} * interval '1 minute') * 1000)::bigint),
  12, '0') || '00000000000000000000')::uuid`;

/** What Prometheus is told of one channel's attempts in the last minutes. */
export interface AttemptNumbers {
  channel: string;
  kind: string;
  /** What came of them, in a word; `late` what came after somebody else had taken over, `none` while they run. */
  outcome: string;
  count: number;
  /** Seconds: half, and all but one in a hundred, took at most so long. */
  p50: number | null;
  p99: number | null;
}

/** Attempts that began in the last minutes, from the table that all processes write; the cost grows with their number. */
export async function attempts(db: Db): Promise<AttemptNumbers[]> {
  const { rows } = await sql<AttemptNumbers>`
    select d.channel, a.kind, case when a.outcome like 'late: %' then 'late' else coalesce(a.outcome, 'none') end as outcome,
      count(*)::int as count,
      percentile_disc(0.5) within group (order by extract(epoch from a.finished_at - a.started_at))::float8 as p50,
      percentile_disc(0.99) within group (order by extract(epoch from a.finished_at - a.started_at))::float8 as p99
    from attempt a join delivery d on d.id = a.delivery_id
    where a.id >= ${since} group by 1, 2, 3`.execute(db);
  return rows;
}

/** How late what became live in the last minutes was, by channel, in seconds. */
export async function lateness(db: Db): Promise<{ channel: string; p50: number; p99: number }[]> {
  const { rows } = await sql<{ channel: string; p50: number; p99: number }>`
    select channel, percentile_disc(0.5) within group (order by late)::float8 as p50,
      percentile_disc(0.99) within group (order by late)::float8 as p99
    from (
      select distinct d.id, d.channel, greatest(0, extract(epoch from d.live_at - d.publish_at)) as late
      from attempt a join delivery d on d.id = a.delivery_id
      where a.id >= ${since} and d.operation <> 'recall' and d.live_at >= a.started_at
    ) l group by 1`.execute(db);
  return rows;
}

/**
 * Deliveries that are not at rest, by channel and state; `overdue` are those that are scheduled and due. One part for
 * each partial index, since PostgreSQL does not see that several together hold these states and would read the table.
 */
export async function open(db: Db): Promise<{ channel: string; state: string; count: number }[]> {
  const { rows } = await sql<{ channel: string; state: string; count: number }>`
    select channel, case when state = 'scheduled' and due_at <= hub_now() then 'overdue' else state end as state,
      count(*)::int as count
    from (
      select channel, state, due_at from delivery
      where operation in ('publish', 'update') and state in ('scheduled', 'queued', 'sending', 'accepted', 'unconfirmed')
      union all
      select channel, state, due_at from delivery
      where operation = 'recall' and state in ('scheduled', 'queued', 'sending', 'accepted', 'with_person')
      union all select channel, state, due_at from delivery where state = 'held'
      union all select channel, state, due_at from delivery where state = 'missing'
    ) d group by 1, 2`.execute(db);
  return rows;
}

/** One channel's targets, and what keeps its deliveries waiting. */
export interface ChannelNumbers {
  channel: string;
  openCircuits: number;
  pausedTargets: number;
  /** Of what could go out: its target is enabled, not paused, and can be reached. */
  oldestOverdueSeconds: number;
}

/** A row for each channel that has targets. */
export async function channels(db: Db): Promise<ChannelNumbers[]> {
  const { rows } = await sql<ChannelNumbers>`
    select t.channel, (count(*) filter (where f.open_until is not null))::int as "openCircuits",
      (count(*) filter (where t.paused_reason is not null))::int as "pausedTargets",
      coalesce(max(extract(epoch from hub_now() - o.due_at)) filter (
        where t.enabled and t.paused_reason is null and f.open_until is null), 0)::float8 as "oldestOverdueSeconds"
    from target t left join target_flow f on f.target_id = t.id left join lateral (
      select min(d.due_at) as due_at from delivery d
      where d.target_id = t.id and d.state = 'scheduled' and d.due_at <= hub_now()
    ) o on true group by 1`.execute(db);
  return rows;
}

/** Single numbers of the whole hub. */
export interface Singles {
  openTasks: number;
  waitingRecalls: number;
  unsealedEntries: number;
  oldestUnsealedSeconds: number;
}

export async function singles(db: Db): Promise<Singles> {
  const { rows } = await sql<Singles>`
    select (select count(*)::int from task where closed_at is null) as "openTasks",
      (select count(*)::int from recall_request where decided_at is null) as "waitingRecalls",
      tail.entries as "unsealedEntries", greatest(0, coalesce(extract(epoch from hub_now() - tail.since), 0))::float8
        as "oldestUnsealedSeconds"
    from (
      select count(*)::int as entries, min(e.at) as since from ledger_entry e
      where (e.txid, e.id) > (
        coalesce((select to_txid from seal order by number desc limit 1), '0'::xid8),
        coalesce((select to_id from seal order by number desc limit 1), 0))
    ) tail`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the hub’s numbers came back empty-handed');
  return row;
}

/** What the other processes say of themselves: how many ail, by the part that does. */
export async function troubles(db: Db): Promise<{ part: string; count: number }[]> {
  const { rows } = await sql<{ part: string; count: number }>`
    select part, count(*)::int as count from node cross join lateral jsonb_object_keys(troubles) as part group by 1`.execute(
    db,
  );
  return rows;
}
