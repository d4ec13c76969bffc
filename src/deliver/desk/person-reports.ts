import type { Answers } from '../../contract/person.js';
import type { Caller } from '../../identity/index.js';
import { canonicalJson, sha256 } from '../../platform/hash.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import type { Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { storeReport } from '../../store/reports.js';

/** What a person said about an item, and what it is an answer to. */
export interface PersonReport {
  deliveryId: string;
  announcementId: string;
  targetId: string;
  itemKey: string;
  answers: Answers;
  /** Missing for pickups. */
  task?: { id: string; kind: string } | undefined;
}

/**
 * Stores a person's word as a report on the item and makes a look due, in the caller's transaction. The ledger gets
 * ids and a hash; the words stay in the report.
 */
export async function storePersonReport(tx: Tx, caller: Caller, report: PersonReport): Promise<void> {
  const { deliveryId, announcementId, targetId, itemKey, answers, task } = report;
  const id = newId();
  const person = { member: caller.memberId, ...(task && { task: task.kind }), answers };
  await storeReport(tx, targetId, itemKey, { id, message: { person } });
  await appendLedger(tx, [
    {
      officeId: caller.officeId,
      actor: `member:${caller.memberId}`,
      kind: task ? 'task.answered' : 'pickup.reported',
      announcementId,
      subjectId: deliveryId,
      data: {
        report: id,
        answers: sha256(canonicalJson(answers)),
        ...(task && { task: task.id, kind: task.kind }),
      },
    },
  ]);
  await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [announcementId] });
}
