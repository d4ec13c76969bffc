import { sql } from 'kysely';
import type { Receipt } from '../contract/channel.js';
import type { DeliveryState, GoneReason, Hash, Operation, Priority } from '../contract/values.js';
import { newId } from '../platform/ids.js';
import type { Db, Tx } from '../store/database.js';
import { prepared } from '../store/prepared.js';
import { LEASE_MS } from './ladder.js';

/** A delivery that this worker holds until `leaseMs` after `claimedAt`, with all that a run needs to know. */
export interface Claim {
  id: string;
  officeId: string;
  announcementId: string;
  targetId: string;
  channel: string;
  operation: Operation;
  /** What it was before: `queued` is to be run, everything else is to be looked at. */
  was: DeliveryState;
  state: DeliveryState;
  fence: string;
  tries: number;
  looks: number;
  itemKey: string;
  renditionHash: Hash;
  receipt: Receipt | null;
  publishAt: Date;
  windowEndsAt: Date | null;
  goneReason: GoneReason | null;
  priority: Priority;
  versionNumber: number;
  slug: string;
  attemptId: string;
  /** Calls in a row that did not reach its target, until now. */
  failures: number;
  liveAt: Date | null;
  /** The database's clock at the claim. */
  claimedAt: Date;
}

const looking = sql`state in ('sending', 'accepted', 'with_person', 'live', 'missing') and (lease_until is null or lease_until <= hub_now())`;

/**
 * Takes hold of the deliveries that are still there to be taken, in one statement: new fence, lease, and the attempt,
 * all committed before any call to the outside. Ids that somebody else holds are missing from the answer, and so are
 * recalls that have not run yet unless `recalls` says that their way is clear.
 */
export async function claim(
  db: Db | Tx,
  worker: string,
  ids: readonly string[],
  recalls = false,
): Promise<Claim[]> {
  const attempts = ids.map(() => newId());
  const { rows } = await sql<Claim>`${prepared('claim')}
    with asked as (
      select * from unnest(${[...ids]}::uuid[], ${attempts}::uuid[]) as asked (delivery_id, attempt_id)
    ), free as (
      select d.id, d.state as was, asked.attempt_id from delivery d join asked on asked.delivery_id = d.id
      where (state = 'queued' and (${recalls} or operation <> 'recall')) or (${looking}) order by d.id for update of d skip locked
    ), taken as (
      update delivery d set
        state = case when free.was = 'queued' then 'sending' else free.was end,
        tries = d.tries + (free.was = 'queued')::int,
        fence = d.fence + 1,
        lease_until = hub_now() + ${LEASE_MS} * interval '1 millisecond',
        due_at = hub_now() + ${LEASE_MS} * interval '1 millisecond'
      from free where d.id = free.id
      returning d.*, free.was, free.attempt_id
    ), opened as (
      insert into attempt (id, delivery_id, fence, kind, worker)
      select attempt_id, id, fence,
        case when was <> 'queued' then 'verify' when operation = 'publish' then 'deliver' else operation end, ${worker}
      from taken
    )
    select t.id, t.office_id as "officeId", t.announcement_id as "announcementId", t.target_id as "targetId", t.channel,
      t.operation, t.was, t.state, t.fence, t.tries, t.looks, t.item_key as "itemKey", t.rendition_hash as "renditionHash",
      t.receipt, t.publish_at as "publishAt", t.window_ends_at as "windowEndsAt", t.gone_reason as "goneReason",
      t.live_at as "liveAt", coalesce(f.failures, 0) as failures, r.priority, v.number as "versionNumber", a.slug, t.attempt_id as "attemptId", hub_now() as "claimedAt"
    from taken t join version v on v.id = t.version_id join release r on r.id = t.release_id
      join announcement a on a.id = t.announcement_id left join target_flow f on f.target_id = t.target_id`.execute(
    db,
  );
  return rows;
}

/**
 * Ends claims that nobody works on any more, so that what they held is looked at now and not when its lease ends: those
 * of one worker but for the deliveries that it `keeps`, or all (only for a process that is alone on its database).
 * Returns how many there were.
 */
export async function takeOver(
  db: Db,
  from: 'all' | { worker: string; keeps?: readonly string[] },
): Promise<number> {
  const theirs =
    from === 'all'
      ? sql`true`
      : sql`d.id <> all(${[...(from.keeps ?? [])]}::uuid[]) and exists (
          select from attempt a
          where a.delivery_id = d.id and a.fence = d.fence and a.worker = ${from.worker} and a.finished_at is null)`;
  const { rows } = await sql`
    update delivery d set lease_until = null, due_at = hub_now()
    where state in ('sending', 'accepted', 'with_person', 'live', 'missing') and lease_until > hub_now() and ${theirs}
    returning d.id`.execute(db);
  return rows.length;
}

/**
 * A recall first takes the publishes of its item out of the way: what is not yet sending is cancelled, unless it only
 * waits for this recall, and while one is sending the recall waits for its outcome. Both happen under the rows' locks, so that neither can miss the other.
 * Returns whether the recall may be claimed now.
 */
export async function clearTheWay(tx: Tx, recallId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string; state: DeliveryState }>`
    select p.id, p.state from delivery p
    where (p.announcement_id, p.target_id) in (select announcement_id, target_id from delivery where id = ${recallId})
      and p.operation in ('publish', 'update') and p.state in ('held', 'scheduled', 'queued', 'sending')
      and p.waits_for is distinct from ${recallId}::uuid
    order by p.id for update`.execute(tx);
  const waiting = rows.filter((row) => row.state !== 'sending').map((row) => row.id);
  if (waiting.length > 0) {
    await sql`
      update delivery p set state = 'cancelled', due_at = null, gone_reason = r.gone_reason
      from delivery r where r.id = ${recallId} and p.id = any(${waiting}::uuid[])`.execute(tx);
  }
  return waiting.length === rows.length;
}

/** Puts a recall that has to wait for a sending publish back; the publish's outcome or a second wakes it. */
export async function putBack(tx: Tx, recallId: string): Promise<void> {
  await sql`
    update delivery set state = 'scheduled', due_at = hub_now() + interval '1 second'
    where id = ${recallId} and state = 'queued'`.execute(tx);
}
