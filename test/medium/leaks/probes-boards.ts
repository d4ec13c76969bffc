import type { OfficeAtWork } from './office-at-work.js';

const saved = { name: '改过的牌', reset: { at: '08:30', to: 'in' } };
const person = { name: '改过的人', post: '', duties: '' };

/** What to send where the id of one stands in the path. */
export const boardBodies: Record<string, (owner: OfficeAtWork) => unknown> = {
  'PUT /api/v1/boards/:id': () => ({ ...saved, targetIds: [] }),
  'PUT /api/v1/boards/:id/order': () => ({ entryIds: [] }),
  'POST /api/v1/boards/:id/entries': () => ({ ...person, keeperIds: [] }),
  'PUT /api/v1/board-entries/:id': () => ({ ...person, keeperIds: [] }),
  'PUT /api/v1/whereabouts/:id': () => ({ state: 'out' }),
};

interface Foreign {
  path(mine: OfficeAtWork): string;
  body(theirs: OfficeAtWork, mine: OfficeAtWork): unknown;
}

export const boardForeign: Record<string, readonly Foreign[]> = {
  'POST /api/v1/boards': [
    {
      path: () => '/api/v1/boards',
      body: ({ owned }) => ({ ...saved, targetIds: owned.targets.slice(0, 1) }),
    },
  ],
  'PUT /api/v1/boards/:id': [
    {
      path: ({ owned }) => `/api/v1/boards/${owned.boards[0] ?? ''}`,
      body: ({ owned }) => ({ ...saved, targetIds: owned.targets.slice(0, 1) }),
    },
  ],
  'POST /api/v1/boards/:id/entries': [
    {
      path: ({ owned }) => `/api/v1/boards/${owned.boards[0] ?? ''}/entries`,
      body: ({ owned }) => ({ ...person, keeperIds: owned.members.slice(0, 1) }),
    },
  ],
  'PUT /api/v1/board-entries/:id': [
    {
      path: ({ owned }) => `/api/v1/board-entries/${owned.boardEntries[0] ?? ''}`,
      body: ({ owned }) => ({ ...person, keeperIds: owned.members.slice(0, 1) }),
    },
  ],
};
