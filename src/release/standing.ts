import { sql } from 'kysely';
import type { Receipt } from '../contract/channel.js';
import type { DeliveryState, Hash, Operation } from '../contract/values.js';
import type { Tx } from '../store/database.js';

/** A delivery that somebody outside may be able to see, that may still become so, or that takes it back. */
export interface Standing {
  id: string;
  office_id: string;
  release_id: string;
  announcement_id: string;
  version_id: string;
  target_id: string;
  channel: string;
  rendition_hash: Hash;
  operation: Operation;
  state: DeliveryState;
  item_key: string;
  publish_at: Date;
  receipt: Receipt | null;
  url: string | null;
}

/** States of a publish or update that somebody outside may be able to see, or that may still become so. */
export const mayBeOut: readonly DeliveryState[] = ['sending', 'accepted', 'live', 'missing', 'unconfirmed'];
/** States of one of which nothing has been said to the outside. */
export const notYetOut: readonly DeliveryState[] = ['held', 'scheduled', 'queued'];
/** States of a recall that has not ended. */
export const openRecall: readonly DeliveryState[] = [
  'scheduled',
  'queued',
  'sending',
  'accepted',
  'with_person',
];

/** How an announcement stands on its targets, oldest first, locked until the transaction ends. */
export async function standing(
  tx: Tx,
  announcementId: string,
  targetIds?: readonly string[],
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select id, office_id, release_id, announcement_id, version_id, target_id, channel, rendition_hash, operation, state,
      item_key, publish_at, receipt, url
    from delivery
    where announcement_id = ${announcementId}
      and ((operation <> 'recall' and state in (${sql.join([...mayBeOut, ...notYetOut])}))
        or (operation = 'recall' and state in (${sql.join([...openRecall])})))
      ${targetIds ? sql`and target_id = any(${[...targetIds]}::uuid[])` : sql``}
    order by seq for update`.execute(tx);
  return rows;
}
