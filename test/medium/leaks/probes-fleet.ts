import { displayOf } from './display-of.js';
import type { OfficeAtWork } from './office-at-work.js';

/** What to send where a screen's id stands in the path. */
export const fleetBodies: Record<string, (owner: OfficeAtWork) => unknown> = {
  'PATCH /api/v1/screens/:id': () => ({ name: '望河改名' }),
  'POST /api/v1/screens/:id/commands': () => ({ kind: 'identify' }),
};

interface Foreign {
  path(mine: OfficeAtWork): string;
  body(theirs: OfficeAtWork, mine: OfficeAtWork): unknown;
}

export const fleetForeign: Record<string, readonly Foreign[]> = {
  'PATCH /api/v1/screens/:id': [
    {
      path: (mine) => `/api/v1/screens/${mine.owned.screens[0] ?? ''}`,
      body: async ({ owned }, mine) => ({ targetId: await displayOf(owned, mine) }),
    },
  ],
  'POST /api/v1/screens/bulk': [
    {
      path: () => '/api/v1/screens/bulk',
      body: async ({ owned }, mine) => ({
        ids: mine.owned.screens,
        action: { kind: 'move', targetId: await displayOf(owned, mine) },
      }),
    },
  ],
  'POST /api/v1/screen-alerts/acknowledge': [
    {
      path: () => '/api/v1/screen-alerts/acknowledge',
      body: ({ owned }) => ({ ids: owned.alerts }),
    },
  ],
};
