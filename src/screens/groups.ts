import { sql } from 'kysely';
import { SILENT_MS } from '../contract/display-link.js';
import type { Tx } from '../store/database.js';
import { hint, hintEach } from './hints.js';

/**
 * Gives a group's desired state a new epoch and holds the group until the transaction ends, so that the group's
 * changes and the readings of its manifest follow one another. Epochs follow the clock, so that they go on growing
 * after a restore from a backup.
 */
export async function bumpEpoch(tx: Tx, targetId: string, atLeast = 0): Promise<number> {
  const { rows } = await sql<{ epoch: string }>`
    insert into screen_group as g (target_id, epoch)
    values (${targetId}, greatest(${atLeast}::bigint, (extract(epoch from hub_now()) * 1000)::bigint))
    on conflict (target_id) do update set changed_at = hub_now(), epoch = greatest(g.epoch + 1, excluded.epoch)
    returning epoch`.execute(tx);
  return Number(rows[0]?.epoch);
}

/** A group that has its first screen or item begins with an epoch. */
export async function ensureGroup(tx: Tx, targetId: string): Promise<void> {
  await sql`
    insert into screen_group (target_id, epoch) values (${targetId}, (extract(epoch from hub_now()) * 1000)::bigint)
    on conflict do nothing`.execute(tx);
}

/** A new epoch, and the word of it to the group's screens once this commits. */
export async function changeGroup(tx: Tx, targetId: string): Promise<number> {
  const epoch = await bumpEpoch(tx, targetId);
  await hint(tx, { kind: 'changed', targetId, epoch });
  return epoch;
}

/** What is said of these screens themselves has changed: each gets a new card once this commits. */
export async function changeCards(tx: Tx, screenIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('screen')
    .set({
      card_version: sql<number>`greatest(card_version + 1, (extract(epoch from hub_now()) * 1000)::bigint)`,
    })
    .where(sql<boolean>`id = any(${[...screenIds]}::uuid[])`)
    .execute();
  await hintEach(
    tx,
    screenIds.map((screenId) => ({ kind: 'card', screenId })),
  );
}

/** Whether the screen of the presence row `p` was heard of lately on a connection that stands. */
export const isOnline = sql<boolean>`
  coalesce(p.session is not null and p.last_seen_at > hub_now() - ${`${SILENT_MS} milliseconds`}::interval, false)`;
