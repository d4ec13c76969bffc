import { sql } from 'kysely';
import type { PersonTask, Receipt } from '../contract/channel.js';
import type { DeliveryState, Json, LocalizedText } from '../contract/values.js';
import { announceChange, changeWord } from '../store/changed.js';
import { appendLedger } from '../store/ledger.js';
import { transact, type Db, type Tx } from '../store/database.js';
import { prepared } from '../store/prepared.js';
import type { Claim } from './claims.js';
import { countFailures } from './circuits.js';
import { LEASE_MS } from './ladder.js';
import { LATE_RECALL, openTask } from './desk/open-task.js';
import { markRecalled } from './recalls/stage.js';

/** What came of a claim: the next state and when to look again. */
export interface Outcome {
  claim: Claim;
  state: DeliveryState;
  /** Milliseconds from now, by the database's clock; undefined: nobody has to look. */
  dueInMs?: number | undefined;
  looks: number;
  /** Starts the retry ladder anew: what went before is proven to have had no effect. */
  receipt?: Receipt | undefined;
  url?: string | undefined;
  error?: string | undefined;
  words?: LocalizedText | undefined;
  keepsTry?: boolean | undefined;
  /** For the attempt: a short word, and what was seen. */
  said: string;
  evidence?: Json | undefined;
  task?: PersonTask | undefined;
  /** Steps without a result are proven to have had no effect and may run again. */
  voidSteps?: boolean | undefined;
  /** Nothing more goes to the target until a person has seen to it; `error` says why. */
  pauseTarget?: boolean | undefined;
  /** Whether the call got to the other side; undefined: it says nothing about that. */
  reached?: boolean | undefined;
}

/**
 * Records outcomes together. Only where the fencing token is still the newest, and nobody has ended the delivery
 * meanwhile, does it change; an answer that comes too late is kept as the attempt's evidence. Returns, in order, whether each one counted.
 */
export async function record(db: Db, outcomes: Outcome[]): Promise<boolean[]> {
  const counted = outcomes.some(hasMore)
    ? await transact(db, 'system:deliver', async (tx) => {
        const ids = await apply(tx, outcomes);
        const valid = outcomes.filter((outcome) => ids.has(outcome.claim.id));
        await voidSteps(tx, valid);
        await openTasks(tx, valid);
        await pauseTargets(tx, valid);
        await finishRecalls(tx, valid);
        await replaceShown(tx, valid);
        await countFailures(tx, outcomes);
        return ids;
      })
    : await apply(db, outcomes);
  return outcomes.map((outcome) => counted.has(outcome.claim.id));
}

/** Whether an outcome needs more than the one statement that all need. */
const hasMore = (outcome: Outcome): boolean =>
  outcome.voidSteps === true ||
  outcome.pauseTarget === true ||
  outcome.task !== undefined ||
  outcome.state === 'done' ||
  (outcome.state === 'live' && outcome.claim.operation === 'update') ||
  outcome.reached === false ||
  (outcome.reached === true && outcome.claim.failures > 0);

/**
 * A claim is due again when its lease ends; what is due before that was woken while it was held. A report that came
 * before its receipt was known could not wake it.
 */
const wokenMeanwhile = sql`(d.due_at < d.lease_until - interval '1 second' or (o.receipt ->> 'ref' is not null and exists (
  select from report r where r.target_id = d.target_id and r.ref = o.receipt ->> 'ref'
    and r.at > d.lease_until - ${LEASE_MS} * interval '1 millisecond')))`;

/**
 * Deliveries, attempts, settled tasks and the word to open pages: one statement, one commit. The ids stand in it once
 * more as arrays, whose length PostgreSQL knows when it plans: of a record set it expects a hundred rows, for which it
 * would read a whole table.
 */
async function apply(db: Db | Tx, outcomes: readonly Outcome[]): Promise<Set<string>> {
  const rows = outcomes.map((outcome) => ({
    id: outcome.claim.id,
    fence: outcome.claim.fence,
    attempt: outcome.claim.attemptId,
    held: outcome.claim.state,
    state: outcome.state,
    due_ms: outcome.dueInMs ?? null,
    looks: outcome.looks,
    receipt: outcome.receipt ?? null,
    url: outcome.url ?? null,
    error: outcome.error ?? null,
    words: outcome.words ?? null,
    keeps_try: outcome.keepsTry === true,
    said: outcome.said,
    evidence: outcome.evidence ?? null,
    task: outcome.task?.kind ?? null,
  }));
  // A retry of a publish whose recall is open is not wanted any more: it is cancelled instead.
  const { rows: changed } = await sql<{ id: string }>`${prepared('outcomes')}
    with o as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as o (id uuid, fence bigint, attempt uuid, held text, state text, due_ms double precision, looks int, receipt jsonb, url text,
          error text, words jsonb, keeps_try boolean, said text, evidence jsonb, task text)
    ), changed as (
      update delivery d set
        state = case when o.state = 'scheduled' and d.operation <> 'recall' and exists (
            select from delivery r where r.operation = 'recall' and r.announcement_id = d.announcement_id
              and r.target_id = d.target_id and r.state in ('scheduled', 'queued', 'sending', 'accepted', 'with_person'))
          then 'cancelled' else o.state end,
        due_at = case when o.state in ('sending', 'accepted', 'with_person') and ${wokenMeanwhile} then hub_now()
          else hub_now() + o.due_ms * interval '1 millisecond' end,
        looks = o.looks,
        lease_until = null,
        receipt = coalesce(o.receipt, d.receipt),
        url = coalesce(o.url, d.url),
        live_at = case when o.state = 'live' then coalesce(d.live_at, hub_now()) else d.live_at end,
        last_error = o.error,
        last_words = o.words,
        tries = d.tries - o.keeps_try::int
      from o where d.id = o.id and d.fence = o.fence and d.state = o.held and d.id = any(${rows.map((row) => row.id)}::uuid[])
      returning d.id
    ), closed as (
      update attempt a set finished_at = hub_now(), evidence = o.evidence,
        outcome = case when changed.id is null then 'late: ' || o.said else o.said end
      from o left join changed on changed.id = o.id
      where a.id = o.attempt and a.id = any(${rows.map((row) => row.attempt)}::uuid[]) and a.finished_at is null
    ), settled as (
      update task k set closed_at = hub_now() from o join changed on changed.id = o.id
      where k.delivery_id = o.id and k.closed_at is null and k.kind is distinct from o.task
        and not (k.kind = ${LATE_RECALL} and o.task is null and o.state in ('scheduled', 'sending', 'accepted'))
    ), told as (
      -- Counted below: PostgreSQL leaves out a part that nobody asks for, and then nobody is told.
      select pg_notify('hub_changed', word) from unnest(${words(outcomes)}::text[]) as word
    )
    select changed.id, said.words from changed cross join (select count(*) as words from told) as said`.execute(
    db,
  );
  return new Set(changed.map((row) => row.id));
}

/** What open pages are told: one word an office. */
function words(outcomes: readonly Outcome[]): string[] {
  const offices = new Map<string, string[]>();
  for (const { claim } of outcomes) {
    offices.set(claim.officeId, [...(offices.get(claim.officeId) ?? []), claim.announcementId]);
  }
  return [...offices].map(([officeId, ids]) => changeWord(officeId, { topic: 'delivery', ids }));
}

async function voidSteps(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  const ids = outcomes.filter((outcome) => outcome.voidSteps === true).map((outcome) => outcome.claim.id);
  if (ids.length === 0) return;
  await sql`
    update outside_step s set voided_at = hub_now() from attempt a
    where a.id = s.attempt_id and a.delivery_id = any(${ids}::uuid[]) and s.voided_at is null`.execute(tx);
}

/** Pauses each target once, however many of its deliveries met the same refusal. */
async function pauseTargets(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  for (const { claim, error, words } of outcomes.filter((outcome) => outcome.pauseTarget === true)) {
    const paused = await tx
      .updateTable('target')
      .set({
        paused_reason: error ?? 'the channel needs new credentials',
        paused_words: words === undefined ? null : JSON.stringify(words),
      })
      .where('id', '=', claim.targetId)
      .where('paused_reason', 'is', null)
      .executeTakeFirst();
    if (paused.numUpdatedRows === 0n) continue;
    const data = { reason: error ?? null };
    await appendLedger(tx, [
      {
        officeId: claim.officeId,
        actor: 'system:deliver',
        kind: 'target.paused',
        subjectId: claim.targetId,
        data,
      },
    ]);
    await announceChange(tx, claim.officeId, { topic: 'target', ids: [claim.targetId] });
  }
}

/** Opens the tasks that outcomes ask for, or renews their words. */
async function openTasks(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  for (const { claim, task } of outcomes) {
    if (task) await openTask(tx, claim, task);
  }
}

/**
 * A recall that is done takes what it recalled along: the publish is gone, with the recall's reason. What was held until
 * then goes out.
 */
async function finishRecalls(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  const done = outcomes.filter((outcome) => outcome.state === 'done').map((outcome) => outcome.claim);
  if (done.length === 0) return;
  const ids = done.map((recall) => recall.id);
  await sql`
    with gone as (
      update delivery p set state = 'gone', gone_reason = r.gone_reason, due_at = null
      from delivery r
      where r.id = any(${ids}::uuid[]) and p.announcement_id = r.announcement_id
        and p.target_id = r.target_id and p.operation in ('publish', 'update')
        and p.state in ('accepted', 'live', 'missing', 'unconfirmed') returning p.id
    ) ${closeTasks}`.execute(tx);
  await sql`
    update delivery set state = 'scheduled', due_at = greatest(due_at, hub_now())
    where waits_for = any(${ids}::uuid[]) and state = 'held'`.execute(tx);
  for (const id of new Set(done.map((recall) => recall.announcementId))) await markRecalled(tx, id);
}

/** An update that is live has replaced what its item showed before. */
async function replaceShown(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  const ids = outcomes
    .filter(({ state, claim }) => state === 'live' && claim.operation === 'update')
    .map(({ claim }) => claim.id);
  if (ids.length === 0) return;
  await sql`
    with gone as (
      update delivery p set state = 'gone', gone_reason = 'superseded', due_at = null
      from delivery u
      where u.id = any(${ids}::uuid[]) and p.announcement_id = u.announcement_id and p.target_id = u.target_id
        and p.item_key = u.item_key and p.seq < u.seq and p.operation <> 'recall'
        and p.state in ('accepted', 'live', 'missing', 'unconfirmed') returning p.id
    ) ${closeTasks}`.execute(tx);
}

/** What is gone asks nothing of anybody any more. */
const closeTasks = sql`
  update task k set closed_at = hub_now() from gone where k.delivery_id = gone.id and k.closed_at is null`;
