import type {
  AffectedNotice,
  RectificationOrigin,
  RectificationStep,
  RectificationText,
} from '../../contract/api.js';
import { dayText } from '../../contract/kit/office-time.js';
import type { Json } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { newId } from '../../platform/ids.js';
import { termsOf } from '../../review/index.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { workCalendar } from '../../workdays/index.js';
import { dueDay } from './rules.js';

/** What a step carries, by its act; the database refuses every other shape. */
export interface NewStep {
  act: RectificationStep['act'];
  dueOn?: string;
  content?: RectificationText;
  notice?: AffectedNotice;
  words?: string;
  hash?: string;
}

/**
 * Adds a step, and its entry to the ledger, in the caller's transaction. As with reads of personal data, the entry names the
 * announcement in its data alone: receipts and records leave the office, and a rectification does not.
 */
export async function addStep(
  tx: Tx,
  { officeId, memberId }: Caller,
  of: { id: string; announcementId: string; number: number },
  step: NewStep,
  facts: Record<string, Json>,
): Promise<void> {
  const { id, announcementId, number } = of;
  const { act, dueOn = null, content, notice, words = null, hash = null } = step;
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await tx
    .insertInto('rectification_step')
    .values({
      ...{ rectification_id: id, number, act, member_id: memberId, due_on: dueOn, words, hash },
      ...{ content: json(content), notice: json(notice) },
    })
    .execute();
  const data = { announcement: announcementId, ...facts };
  const actor = `member:${memberId}` as const;
  await appendLedger(tx, [{ officeId, actor, kind: `rectification.${act}`, subjectId: id, data }]);
  await announceChange(tx, officeId, { topic: 'recall', ids: [announcementId] });
}

/** Opens one, in the caller's transaction. A recall has one at most. @throws HubError `invalid_time` */
export async function openRectification(
  tx: Tx,
  caller: Caller,
  wish: {
    announcementId: string;
    origin: RectificationOrigin;
    recallId?: string | undefined;
    dueOn?: string | undefined;
  },
): Promise<string> {
  const { officeId, memberId } = caller;
  const { announcementId, origin, recallId } = wish;
  const id = newId();
  const calendar = await workCalendar(tx, officeId);
  const { rectifyDays } = await termsOf(tx, officeId);
  const dueOn = dueDay(calendar, dayText(await databaseNow(tx)), rectifyDays, wish.dueOn);
  await tx
    .insertInto('rectification')
    .values({
      ...{ id, office_id: officeId, announcement_id: announcementId, origin },
      ...{ recall_id: recallId ?? null, opened_by: memberId },
    })
    .execute();
  const facts = { origin, dueOn, ...(recallId !== undefined && { recall: recallId }) };
  await addStep(tx, caller, { id, announcementId, number: 1 }, { act: 'opened', dueOn }, facts);
  return id;
}
