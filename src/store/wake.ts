import { sql } from 'kysely';
import { notify } from './notify.js';
import type { Db, Tx } from './database.js';

/**
 * Something outside reported on these items (a screen painted, a callback came): whoever waits for them is due now, and
 * one that a worker has its hands on is due again right behind its outcome. It never sets a state by itself.
 */
export async function wakeItems(tx: Tx | Db, itemKeys: readonly string[]): Promise<void> {
  if (itemKeys.length === 0) return;
  await tx
    .updateTable('delivery')
    .set({ due_at: sql<Date>`hub_now()` })
    .where('item_key', 'in', [...itemKeys])
    .where('state', 'in', ['sending', 'accepted', 'with_person'])
    .execute();
  await notify(tx, 'hub_due');
}
