import type { ChangedV1 } from '../contract/api.js';
import { notify } from './notify.js';
import type { Db, Tx } from './database.js';

/** The payload of `hub_changed`. At most 150 ids fit; more are dropped, and pages fetch their lists anyway. */
export function changeWord(officeId: string, event: ChangedV1): string {
  const ids = [...new Set(event.ids)].slice(0, 150);
  return JSON.stringify({ officeId, topic: event.topic, ids });
}

/** Tells the office's open pages, once this commits, that something changed. */
export async function announceChange(tx: Tx | Db, officeId: string, event: ChangedV1): Promise<void> {
  await notify(tx, 'hub_changed', changeWord(officeId, event));
}
