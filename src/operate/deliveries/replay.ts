import { HubError } from '../../contract/errors.js';
import { repairDelivery } from '../../deliver/index.js';
import { transact, type Actor, type Db } from '../../store/database.js';
import { Refusal } from '../refusal.js';

/**
 * Sends a failed or missing delivery again, as "publish again" in the console does.
 * @throws Refusal when there is no such delivery, it is in another state, or something newer stands in its place
 */
export async function replay(db: Db, actor: Actor, id: string, reason: string): Promise<void> {
  try {
    await transact(db, actor, (tx) => repairDelivery(tx, { id, actor, note: reason }));
  } catch (error) {
    throw error instanceof HubError ? new Refusal(error.message) : error;
  }
}
