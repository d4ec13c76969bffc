import type { ChangedV1 } from '../contract/api.js';
import { notify } from './notify.js';
import type { Db, Tx } from './database.js';

/** Tells the office's open pages, once this commits, that something changed. At most 150 ids fit; more are dropped. */
export async function announceChange(tx: Tx | Db, officeId: string, event: ChangedV1): Promise<void> {
  const ids = [...new Set(event.ids)].slice(0, 150);
  await notify(tx, 'hub_changed', JSON.stringify({ officeId, topic: event.topic, ids }));
}
