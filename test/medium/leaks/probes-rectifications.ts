import { newId } from '../../../src/platform/ids.js';
import type { Db } from '../../../src/store/database.js';
import type { OfficeAtWork } from './office-at-work.js';

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

const seen = { number: 2 };
const notice = { state: 'not_needed', reason: '没有人看到' };

/** What to send where the id of one stands in the path. */
export const rectificationBodies: Record<string, (owner: OfficeAtWork) => unknown> = {
  'POST /api/v1/announcements/:id/rectifications': () => ({ origin: 'late' }),
  'PUT /api/v1/rectifications/:id/text': () => ({ ...seen, text: { cause: '原因' } }),
  'PUT /api/v1/rectifications/:id/notice': () => ({ ...seen, notice }),
  'PUT /api/v1/rectifications/:id/deadline': () => ({ ...seen, dueOn: '2030-01-04', words: '延期' }),
  'POST /api/v1/rectifications/:id/submission': () => seen,
  'POST /api/v1/rectifications/:id/sign-off': ({ owned }) => ({ verdict: 'sign', hash: owned.blobs[0] }),
};

interface Foreign {
  path(mine: OfficeAtWork): string;
  body(theirs: OfficeAtWork, mine: OfficeAtWork): unknown;
}

export const rectificationForeign: Record<string, readonly Foreign[]> = {
  'POST /api/v1/announcements/:id/rectifications': [
    {
      path: ({ at: { recalled } }) => `/api/v1/announcements/${recalled.announcementId}/rectifications`,
      body: ({ owned }) => ({ origin: 'recall', recallId: owned.recalls[0] }),
    },
  ],
  'PUT /api/v1/rectifications/:id/text': [
    {
      path: ({ owned }) => `/api/v1/rectifications/${owned.rectifications[0] ?? ''}/text`,
      body: ({ owned }) => ({ ...seen, text: { responsible: owned.members.slice(0, 1) } }),
    },
  ],
};
