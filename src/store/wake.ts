import { sql } from 'kysely';
import { notify } from './notify.js';
import type { Db, Tx } from './database.js';

/**
 * Something outside reported on these items (a screen painted, a callback came): whoever waits for them is due now, and
 * one that a worker has its hands on is due again right behind its outcome. It never sets a state by itself.
 */
export async function wakeItems(tx: Tx | Db, itemKeys: readonly string[]): Promise<void> {
  if (itemKeys.length === 0) return;
  // An item's key is the id of the delivery that first sent it; all others are at the same place.
  await sql`
    update delivery d set due_at = hub_now() from delivery first
    where first.id = any(${[...itemKeys]}::uuid[]) and d.announcement_id = first.announcement_id
      and d.target_id = first.target_id and d.item_key = first.id
      and d.state in ('sending', 'accepted', 'with_person')`.execute(tx);
  await notify(tx, 'hub_due');
}
