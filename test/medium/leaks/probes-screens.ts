import { displayOf } from './display-of.js';
import type { OfficeAtWork } from './office-at-work.js';

interface Foreign {
  path(mine: OfficeAtWork): string;
  body(theirs: OfficeAtWork, mine: OfficeAtWork): unknown;
}

const name = '望河改名';

/** Screens that name another office's group. */
export const screenForeign: Record<string, readonly Foreign[]> = {
  'POST /api/v1/screens/claim': [
    {
      path: () => '/api/v1/screens/claim',
      body: async ({ owned }, mine) => ({
        code: await mine.aCode(),
        name,
        targetId: await displayOf(owned, mine),
      }),
    },
  ],
  'PATCH /api/v1/screens/:id': [
    {
      path: (mine) => `/api/v1/screens/${mine.owned.screens[0] ?? ''}`,
      body: async ({ owned }, mine) => ({ targetId: await displayOf(owned, mine) }),
    },
  ],
};
