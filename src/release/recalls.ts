import { sql } from 'kysely';
import type { GoneReason } from '../contract/values.js';
import { newId } from '../platform/ids.js';
import type { Tx } from '../store/database.js';
import { mayBeOut, openRecall, type Standing } from './standing.js';

/** Who wants it back, and why. */
export interface RecallWish {
  reason: GoneReason;
  memberId?: string | undefined;
  note?: string | undefined;
  /** When the recall begins; at once without it. */
  dueAt?: Date | undefined;
  /** The request that was granted; missing where the clock or a correction recalls. */
  requestId?: string | undefined;
}

/**
 * Writes one recall for each target where the item may be out; one that is already open stays the only one.
 * Returns the new recalls' ids by target.
 */
export async function writeRecalls(
  tx: Tx,
  rows: readonly Omit<Standing, 'receipt' | 'url' | 'operation'>[],
  wish: RecallWish,
): Promise<Map<string, string>> {
  const out = rows.filter((row) => mayBeOut.includes(row.state));
  if (out.length === 0) return new Map();
  const open = await tx
    .selectFrom('delivery')
    .select(['announcement_id', 'target_id'])
    .where('operation', '=', 'recall')
    .where('state', 'in', [...openRecall])
    .where('announcement_id', 'in', [...new Set(out.map((row) => row.announcement_id))])
    .execute();
  const isOpen = (row: { announcement_id: string; target_id: string }): boolean =>
    open.some((o) => o.announcement_id === row.announcement_id && o.target_id === row.target_id);
  // The newest of an item's deliveries says what stands there.
  const wanted = new Map(
    out.filter((row) => !isOpen(row)).map((row) => [`${row.announcement_id} ${row.target_id}`, row]),
  );
  const recalls = [...wanted.values()].map((row) => ({ id: newId(), row }));
  if (recalls.length === 0) return new Map();
  await tx
    .insertInto('delivery')
    .values(
      recalls.map(({ id, row }) => ({
        id,
        office_id: row.office_id,
        release_id: row.release_id,
        announcement_id: row.announcement_id,
        version_id: row.version_id,
        target_id: row.target_id,
        channel: row.channel,
        rendition_hash: row.rendition_hash,
        operation: 'recall' as const,
        state: 'scheduled' as const,
        lane: 0,
        item_key: row.item_key,
        publish_at: row.publish_at,
        due_at: wish.dueAt ?? sql<Date>`hub_now()`,
        receipt: sql<string>`(select receipt from delivery where id = ${row.id})`,
        gone_reason: wish.reason,
        requested_by: wish.memberId ?? null,
        note: wish.note === '' ? null : (wish.note ?? null),
        recall_id: wish.requestId ?? null,
      })),
    )
    .execute();
  return new Map(recalls.map(({ id, row }) => [row.target_id, id]));
}
