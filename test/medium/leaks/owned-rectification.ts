import { newId } from '../../../src/platform/ids.js';
import type { Db } from '../../../src/store/database.js';

/** What is used of the office whose stock is taken. */
interface Office {
  id: string;
  mark: string;
  hub: { db: Db };
  at: Record<'draft', { announcementId: string }>;
}

/** One that is being written, and due so late that nobody is reminded while the walk looks on. */
export async function rectification(
  { id: officeId, mark, at, hub: { db } }: Office,
  memberId: string,
): Promise<string> {
  const id = newId();
  await db
    .insertInto('rectification')
    .values({
      ...{ id, office_id: officeId, announcement_id: at.draft.announcementId },
      ...{ origin: 'missed', recall_id: null, opened_by: memberId },
    })
    .execute();
  const dueOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const step = { rectification_id: id, member_id: memberId, notice: null, words: null, hash: null };
  const content = JSON.stringify({ cause: `${mark}的原因`, scope: `${mark}的范围` });
  for (const values of [
    { ...step, number: 1, act: 'opened' as const, due_on: dueOn, content: null },
    { ...step, number: 2, act: 'written' as const, due_on: null, content },
  ])
    await db.insertInto('rectification_step').values(values).execute();
  return id;
}
