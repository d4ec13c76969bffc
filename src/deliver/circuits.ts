import { sql } from 'kysely';
import type { Tx } from '../store/database.js';
import { notify } from '../store/notify.js';
import { CIRCUIT_FAILURES, CIRCUIT_LONGEST_MS, CIRCUIT_PAUSE_MS } from './ladder.js';

/** What one call says of its target's way: it got there, it did not, or nothing. */
interface Reach {
  reached?: boolean | undefined;
  claim: { targetId: string; failures: number };
}

/**
 * Keeps each target's circuit. After CIRCUIT_FAILURES calls in a row that did not get there it opens: nothing is tried
 * for a while, then one delivery at a time (the relay sees to that). The first call that gets there closes it, and what
 * waits for its retry is due at once; the target's limits pace it.
 */
export async function countFailures(tx: Tx, calls: readonly Reach[]): Promise<void> {
  const reached = new Set(calls.filter((call) => call.reached === true).map(({ claim }) => claim.targetId));
  const failures = new Map<string, number>();
  for (const { reached: got, claim } of calls) {
    if (got === false && !reached.has(claim.targetId))
      failures.set(claim.targetId, (failures.get(claim.targetId) ?? 0) + 1);
  }
  await open(tx, failures);
  const wasFailing = new Set(
    calls.filter(({ claim }) => claim.failures > 0).map(({ claim }) => claim.targetId),
  );
  await close(
    tx,
    [...reached].filter((id) => wasFailing.has(id)),
  );
}

/** What was under way when the circuit opened says nothing new: only a trial that fails makes the pause longer. */
async function open(tx: Tx, failures: ReadonlyMap<string, number>): Promise<void> {
  if (failures.size === 0) return;
  await sql`
    insert into target_flow as f (target_id, failures)
    select id, least(count, ${CIRCUIT_FAILURES}) from unnest(${[...failures.keys()]}::uuid[], ${[...failures.values()]}::int[]) as t (id, count)
    order by 1
    on conflict (target_id) do update set failures = case
      when f.open_until is null then least(f.failures + excluded.failures, ${CIRCUIT_FAILURES})
      when f.open_until > hub_now() then f.failures else f.failures + 1 end`.execute(tx);
  await sql`
    update target_flow set open_until = hub_now() + interval '1 millisecond' * least(${CIRCUIT_LONGEST_MS}::float8,
      ${CIRCUIT_PAUSE_MS} * power(2, least(failures - ${CIRCUIT_FAILURES}, 20)))
    where target_id = any(${[...failures.keys()]}::uuid[]) and failures >= ${CIRCUIT_FAILURES}
      and (open_until is null or open_until <= hub_now())`.execute(tx);
}

async function close(tx: Tx, targetIds: readonly string[]): Promise<void> {
  if (targetIds.length === 0) return;
  const { rows } = await sql`
    update target_flow set failures = 0, open_until = null
    where target_id = any(${[...targetIds]}::uuid[]) and failures > 0 returning target_id`.execute(tx);
  if (rows.length === 0) return;
  await sql`
    update delivery set due_at = hub_now()
    where target_id = any(${[...targetIds]}::uuid[]) and state = 'scheduled' and tries > 0 and due_at > hub_now()`.execute(
    tx,
  );
  await notify(tx, 'hub_due');
}
