import { sql } from 'kysely';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import type { Tx } from '../store/database.js';
import type { toColumns } from './draft-fields.js';
import { movePen, penAllows, refuseHeld } from './editing/lease.js';
import { beat } from './editing/pen.js';
import { keepRevision } from './history/keep.js';
import { lockAnnouncement, requireRevision, requireUnlocked } from './lock.js';
import { keepWords } from './search/keep.js';

/** The draft, as the page that writes it knows it. */
interface Written {
  id: string;
  revision: number;
  /** The page; a program has none. */
  tab: string | undefined;
}

/**
 * Writes a draft's fields over what it says, which is kept when it is time. Answers the kept state's id. A page that saves
 * takes a pen that is free.
 * @throws HubError `pen_held`, `stale_revision`, `wrong_state`, `not_found`
 */
export async function replaceDraft(
  tx: Tx,
  { officeId, memberId }: Caller,
  { id, revision, tab }: Written,
  columns: ReturnType<typeof toColumns>,
  why: Parameters<typeof keepRevision>[2],
): Promise<string | undefined> {
  const row = await lockAnnouncement(tx, officeId, id);
  await requireUnlocked(tx, row);
  const who = tab === undefined ? undefined : { member: memberId, tab };
  if (who) await movePen(tx, { id, officeId }, (pen, now) => beat(pen, who, 0, now));
  const kept = await keepRevision(tx, row, why);
  const { numUpdatedRows } = await tx
    .updateTable('announcement')
    .set({
      ...columns,
      revision: revision + 1,
      edited_by: memberId,
      edited_at: sql<Date>`hub_now()`,
      updated_at: sql<Date>`hub_now()`,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where(penAllows(memberId, tab))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) {
    await refuseHeld(tx, id, who);
    requireRevision(row, revision);
  }
  await keepWords(tx, [{ id, office_id: officeId, ...columns }]);
  await announceChange(tx, officeId, { topic: 'announcement', ids: [id] });
  return kept;
}
