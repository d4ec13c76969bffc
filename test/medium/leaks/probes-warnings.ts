import { displayOf } from './display-of.js';
import type { OfficeAtWork } from './office-at-work.js';

const hour = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
const typed = () => ({
  text: {
    ...{ level: 'blue', hazard: '大风', issuer: '气象台', area: '全境', headline: '有大风' },
    ...{ instruction: '关好门窗。', issuedAt: hour(-1), from: hour(-1), until: hour(48) },
  },
  drill: true,
  voice: false,
});

/** What to send where the id of one stands in the path. */
export const warningBodies: Record<string, (owner: OfficeAtWork) => unknown> = {
  'POST /api/v1/warnings/:id/start': ({ owned }) => ({ targetIds: owned.targets.slice(0, 1) }),
  'POST /api/v1/warnings/:id/end': () => ({ reason: 'mistake' }),
  'POST /api/v1/slates/:id/lift': () => undefined,
};

interface Foreign {
  path(mine: OfficeAtWork): string;
  body(theirs: OfficeAtWork, mine: OfficeAtWork): unknown;
}

export const warningForeign: Record<string, readonly Foreign[]> = {
  'POST /api/v1/warnings': [
    { path: () => '/api/v1/warnings', body: ({ owned }) => ({ ...typed(), replaces: owned.warnings[0] }) },
  ],
  'POST /api/v1/warnings/:id/start': [
    {
      path: ({ owned }) => `/api/v1/warnings/${owned.warnings[0] ?? ''}/start`,
      body: async ({ owned }, mine) => ({ targetIds: [await displayOf(owned, mine)] }),
    },
  ],
  'POST /api/v1/slates': [
    {
      path: () => '/api/v1/slates',
      body: async ({ owned }, mine) => ({ targetIds: [await displayOf(owned, mine)], reason: '核实' }),
    },
  ],
};
