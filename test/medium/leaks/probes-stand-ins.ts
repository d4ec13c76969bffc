import { png } from '../../support/zip.js';
import type { OfficeAtWork } from './office-at-work.js';

function aPicture(): FormData {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(png(1, 1))]), 'a.png');
  return form;
}

/** What to send for what is decided on paper, for another, or on duty, and to what goes up as a file. */
export const standInBodies: Record<string, (owner: OfficeAtWork) => unknown> = {
  'POST /api/v1/versions/:id/slip': () => ({ consoleUrl: 'https://console.example' }),
  'POST /api/v1/slips/:code/scan': aPicture,
  'POST /api/v1/deliveries/:id/evidence': aPicture,
  'POST /api/v1/slips/:code/records': ({ owned }) => ({
    ...{ scan: { hash: owned.blobs[0], name: 'a.png' }, verdict: 'approve', opinion: '' },
    ...{ signerId: owned.members[0], signedOn: '2026-11-23' },
  }),
  'POST /api/v1/paper-records/:id/check': async ({ at: { review }, hashes }) => ({
    outcome: 'confirmed',
    versionHash: (await hashes(review.versionId)).versionHash,
  }),
  'POST /api/v1/versions/:id/duty-approvals': async ({ at: { review }, hashes }) => ({
    verdict: 'approve',
    opinion: '',
    ...(await hashes(review.versionId)),
  }),
  'POST /api/v1/after-reviews/:id/outcome': () => ({ outcome: 'confirmed' }),
};

interface Foreign {
  path(mine: OfficeAtWork): string;
  body(theirs: OfficeAtWork, mine: OfficeAtWork): unknown;
}

export const standInForeign: Record<string, readonly Foreign[]> = {
  'POST /api/v1/delegations': [
    {
      path: () => '/api/v1/delegations',
      body: ({ owned }, mine) => ({
        ...{ fromId: mine.owned.members[0], toId: owned.members[0], reason: '出差' },
        ...{ startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' },
      }),
    },
  ],
  'PUT /api/v1/duty': [
    {
      path: () => '/api/v1/duty',
      body: ({ owned }) => ({ memberIds: owned.members.slice(0, 1) }),
    },
  ],
};
