import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { Queues } from '../queue/index.js';
import { DATABASE, transact, type Db } from '../store/database.js';
import { prepared } from '../store/prepared.js';
import { ADMIT_LIMIT, PATROL_LIMIT, REQUEUE_MS } from './ladder.js';

interface Admitted {
  id: string;
  channel: string;
  lane: number;
  enqueued: number;
  turn: string;
}

/**
 * What is left of a target's (`t`) rate by its flow (`f`): a bucket that fills in a minute, and counts as full when the
 * clock was set back behind its last filling; null without a rate.
 */
const tokens = sql`case when t.per_minute is not null then least(t.per_minute, coalesce(
  case when f.filled_at <= hub_now() then f.tokens + t.per_minute * extract(epoch from hub_now() - f.filled_at)::float8 / 60 end,
  t.per_minute)) end`;

/** Recalls are before it. */
const EMERGENCY_LANE = 1;

/** What is left of a target's day; null without a daily limit. */
const leftToday = sql`t.per_day - case when f.day = hub_today() then f.day_used else 0 end`;

const requeueAt = sql`hub_now() + ${REQUEUE_MS} * interval '1 millisecond'`;

/** Moves what is due into the queue. It is the reconciler too: whatever the queue lost is due again. */
@Injectable()
export class Relay {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly queues: Queues,
  ) {}

  /** One round. Returns how many deliveries were queued. */
  async round(): Promise<number> {
    const { rows: admitted } = await sql<Admitted>`${due}`.execute(this.db);
    await this.enqueue(admitted);
    return admitted.length;
  }

  /** Windows that closed before anything was sent. Returns how many lapsed. */
  async lapse(): Promise<number> {
    return transact(this.db, 'system:relay', async (tx) => {
      const { rows } = await sql<{ id: string }>`
        update delivery set state = 'lapsed', due_at = null
        where operation <> 'recall' and state in ('scheduled', 'held') and window_ends_at <= hub_now() returning id`.execute(
        tx,
      );
      if (rows.length > 0)
        this.log.warn({ deliveries: rows.map((row) => row.id) }, 'windows closed before anything was sent');
      return rows.length;
    });
  }

  /**
   * The queue or the database was away: jobs may be lost, or taken by a worker that never heard of it. What should be in
   * the queue is due for another job now; of what waits for a look, all that may have been queued for it.
   */
  async queueAgain(): Promise<void> {
    await sql`
      update delivery set due_at = hub_now()
      where due_at > hub_now() and (state = 'queued' or (state in ('sending', 'accepted', 'with_person')
        and due_at <= ${requeueAt} and (lease_until is null or lease_until <= hub_now())))`.execute(this.db);
  }

  private async enqueue(admitted: readonly Admitted[]): Promise<void> {
    const lanes = new Map<string, Admitted[]>();
    for (const delivery of admitted)
      lanes.set(delivery.channel, [...(lanes.get(delivery.channel) ?? []), delivery]);
    for (const [lane, deliveries] of lanes) {
      // Urgency first, then each target in its turn, so that one long list does not starve the others.
      deliveries.sort((a, b) => a.lane - b.lane || Number(a.turn) - Number(b.turn));
      await this.queues.add(
        lane,
        'deliver.v1',
        deliveries.map(({ id, enqueued, lane: priority }) => ({
          id: `${id}-${enqueued}`,
          data: { deliveryId: id },
          priority,
        })),
      );
    }
  }
}

/**
 * In one statement, since it runs all the time. Due and scheduled: for each target at most as many as its limits leave
 * free, most urgent first; what only waits for its next look is in nobody's hands and takes no room. A target that could
 * not be reached is left alone for a while and then tried with one delivery, which may be one that waits for its retry.
 * A recall waits while a publish of its item is sending; it and emergencies go over a daily limit. At most ADMIT_LIMIT of a channel are open at once. Beside them
 * what is due for another job with a new id (queued but never claimed, claimed but never finished, or pending), and a
 * few of what the patrol looks at. The actor is told in the statement itself, which spares a transaction's round trips.
 */
const due = sql`${prepared('due')}
  with busy as (
    select target_id, channel, count(*) as open from delivery
    where state in ('queued', 'sending') and (state = 'queued' or lease_until > hub_now()) group by 1, 2
  ), room as (
    select t.id, ${tokens} as tokens, t.per_day, ${leftToday} as today, f.open_until is not null as trial,
      greatest(0, least(t.concurrency - coalesce(b.open, 0),
        ${ADMIT_LIMIT} - coalesce((select sum(open) from busy c where c.channel = t.channel), 0),
        case when f.open_until is null then t.concurrency when f.open_until > hub_now() then 0
          else 1 - coalesce(b.open, 0) end,
        coalesce(floor(${tokens}), t.concurrency),
        case when ${leftToday} > 0 then ${leftToday} else t.concurrency end))::bigint as free
    from target t left join busy b on b.target_id = t.id left join target_flow f on f.target_id = t.id
    where t.enabled and t.paused_reason is null
      and (exists (select from delivery d where d.target_id = t.id and d.state = 'scheduled' and d.due_at <= hub_now())
        or f.open_until <= hub_now())
  ), picked as (
    select d.id, room.id as target_id, room.tokens, room.per_day,
      row_number() over (partition by room.id order by d.lane, d.due_at, d.id) as turn
    from room cross join lateral (
      select p.id, p.lane, p.due_at from delivery p
      where p.target_id = room.id and p.state = 'scheduled'
        and (p.due_at <= hub_now() or (room.trial and p.tries > 0))
        and (p.operation = 'recall' or p.window_ends_at is null or p.window_ends_at > hub_now())
        and p.lane <= case when room.today <= 0 then ${EMERGENCY_LANE} else 3 end
        and (p.operation <> 'recall' or not exists (
          select from delivery s where s.announcement_id = p.announcement_id and s.target_id = p.target_id
            and s.operation in ('publish', 'update') and s.state = 'sending'))
      order by p.lane, p.due_at, p.id limit room.free for update of p skip locked
    ) d
  ), spent as (
    insert into target_flow as f (target_id, tokens, filled_at, day, day_used)
    select target_id, max(tokens) - count(*), hub_now(), hub_today(), count(*) from picked
    where tokens is not null or per_day is not null group by 1
    on conflict (target_id) do update set tokens = excluded.tokens, filled_at = excluded.filled_at, day = excluded.day,
      day_used = excluded.day_used + case when f.day = excluded.day then f.day_used else 0 end
  ), again as (
    select l.id from delivery l join target t on t.id = l.target_id
    where l.state in ('queued', 'sending', 'accepted', 'with_person') and l.due_at <= hub_now()
      and (l.lease_until is null or l.lease_until <= hub_now())
    order by l.due_at, l.id limit ${ADMIT_LIMIT} for update of l skip locked
  ), patrol as (
    select l.id from delivery l
    where l.state in ('live', 'missing') and l.due_at <= hub_now() and (l.lease_until is null or l.lease_until <= hub_now())
      and not exists (select from delivery r where r.operation = 'recall' and r.announcement_id = l.announcement_id
        and r.target_id = l.target_id and r.state in ('scheduled', 'queued', 'sending', 'accepted', 'with_person'))
    order by l.due_at limit ${PATROL_LIMIT} for update skip locked
  ), chosen as (
    select id, turn from picked union all select id, 0 from again union all select id, ${ADMIT_LIMIT} from patrol
  ), actor as materialized (select set_config('hub.actor', 'system:relay', true))
  update delivery d set state = case when d.state = 'scheduled' then 'queued' else d.state end,
    enqueued = d.enqueued + 1, due_at = ${requeueAt}
  from actor, chosen where d.id = chosen.id
  returning d.id, d.channel, d.lane, d.enqueued, chosen.turn`;
