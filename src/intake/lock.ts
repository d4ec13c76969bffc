import type { AnnouncementStage } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Db, Tx } from '../store/database.js';
import type { AnnouncementRecord } from './draft-fields.js';

/** Where a delivery is out, on its way, or where nobody knows. */
const outStates = [
  'held',
  'scheduled',
  'queued',
  'sending',
  'accepted',
  'live',
  'missing',
  'unconfirmed',
] as const;

/** The office's announcement, locked until the transaction ends. @throws HubError `not_found` */
export async function lockAnnouncement(tx: Tx, officeId: string, id: string): Promise<AnnouncementRecord> {
  const row = await tx
    .selectFrom('announcement')
    .selectAll()
    .where('id', '=', id)
    .where('office_id', '=', officeId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
  return row;
}

/** Why the draft cannot be changed or submitted now; undefined when it can. */
export async function lockedBecause(
  db: Db | Tx,
  {
    id,
    stage,
    correction_note: correction,
  }: Pick<AnnouncementRecord, 'id' | 'correction_note'> & { stage: AnnouncementStage },
): Promise<'review' | 'out' | 'withheld' | 'served' | undefined> {
  if (stage === 'review' || stage === 'withheld' || stage === 'served') return stage;
  if (correction !== null) return undefined;
  if (stage !== 'released' && stage !== 'recalled') return undefined;
  return (await isOut(db, id)) ? 'out' : undefined;
}

/** Whether anything of it is out, on its way, or nobody knows. */
export async function isOut(db: Db | Tx, announcementId: string): Promise<boolean> {
  const out = await db
    .selectFrom('delivery')
    .select('id')
    .where('announcement_id', '=', announcementId)
    .where('operation', 'in', ['publish', 'update'])
    .where('state', 'in', outStates)
    .limit(1)
    .executeTakeFirst();
  return out !== undefined;
}

/** @throws HubError `wrong_state` when the draft is locked */
export async function requireUnlocked(db: Db | Tx, row: Parameters<typeof lockedBecause>[1]): Promise<void> {
  const why = await lockedBecause(db, row);
  if (why === 'review')
    throw new HubError('wrong_state', 'It waits in review: take it back first, or wait for the decision.');
  if (why === 'withheld')
    throw new HubError('wrong_state', 'It is withheld: decide first that it is disclosed after all.');
  if (why === 'served')
    throw new HubError('wrong_state', 'The party has it: what is to be told now is another announcement.');
  if (why === 'out')
    throw new HubError(
      'wrong_state',
      'It is published or on its way: correct it, or recall it before you change it.',
    );
}

/** @throws HubError `stale_revision` with the present revision in its facts */
export function requireRevision(row: AnnouncementRecord, revision: number): void {
  if (row.revision !== revision)
    throw new HubError('stale_revision', undefined, {
      facts: { revision: row.revision, savedAt: row.updated_at.toISOString() },
    });
}
