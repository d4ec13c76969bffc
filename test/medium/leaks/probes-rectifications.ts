import type { OfficeAtWork } from './office-at-work.js';

/** As the stock has it: opened, and written once. */
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
