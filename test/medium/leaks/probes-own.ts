import type { OfficeAtWork } from './office-at-work.js';
import type { RouteKey } from './probes.js';

/** Routes that take no id and answer with what was sent, with the caller's own, or with nothing. Each says why. */
export const own: Record<RouteKey, string> = {
  'POST /api/auth/sign-in/username': 'answers with the member who signs in',
  'POST /api/auth/sign-out': 'answers with nothing',
  'POST /api/auth/change-password': 'changes the caller alone',
  'POST /api/auth/prove': 'looks at the caller’s own password',
  'POST /api/auth/join/look': 'answers to who holds the link',
  'POST /api/auth/join': 'answers to who holds the link, with the member who comes of it',
  'POST /api/auth/oidc/begin': 'leads out of the hub',
  'POST /api/auth/oidc/prove': 'leads out of the hub, for the caller’s own session',
  'POST /api/auth/oidc/code': 'answers to who came from the provider',
  'POST /api/v1/me/identity': 'leads out of the hub, for the caller’s own account',
  'POST /api/v1/departments': 'makes one in the office of the caller',
  'POST /api/v1/me/second-factor': 'begins the caller’s own',
  'POST /api/v1/me/second-factor/confirm': 'confirms the caller’s own',
  'POST /api/v1/me/tokens': 'makes one of the caller’s own',
  'PUT /api/v1/mail-server': 'sets the one of the caller’s office',
  'POST /api/v1/mail-server/test': 'sends from the caller’s office',
  'PUT /api/v1/notifications/mail': 'chooses for the caller alone',
  'POST /api/v1/hooks': 'makes one in the office of the caller',
  'POST /api/v1/notifications/read': 'reads the caller’s own',
  'PUT /api/v1/office': 'changes the office of the caller; no id is sent',
  'POST /api/v1/dictionary': 'adds to the office of the caller',
  'POST /api/v1/dictionary/import': 'adds to the office of the caller, and answers with numbers',
  'POST /api/v1/rescan': 'screens what the office of the caller has out; no id is sent',
  'POST /api/v1/blobs': 'keeps what was sent for the office of the caller',
  'POST /api/v1/announcements/import': 'makes a draft of what was sent',
  'PUT /api/v1/review-terms': 'changes the periods of the caller’s office; no id is sent',
  'PUT /api/v1/metadata-rule': 'sets the one of the caller’s office; no id is sent',
  'PUT /api/v1/screen-alerts/rule': 'sets the times of the caller’s office; no id is sent',
  'POST /api/v1/warnings/import': 'takes in what was sent, for the office of the caller',
  'POST /api/v1/warning-sources': 'lists a sender for the office of the caller; no id is sent',
  'PUT /api/v1/warning-templates': 'keeps one for the office of the caller; no id is sent',
  'PUT /api/v1/workdays': 'changes the calendar of the caller’s office; no id is sent',
};

/** Filters that take an id or words: asked with the other office's. */
export const questions: readonly ((theirs: OfficeAtWork) => string)[] = [
  ({ at: { released } }) => `/api/v1/ledger?announcementId=${released.announcementId}`,
  ({ mark }) => `/api/v1/announcements?q=${encodeURIComponent(mark)}`,
  ({ mark }) => `/api/v1/board?q=${encodeURIComponent(mark)}`,
  ({ mark }) => {
    const paths = ['announcements', 'board'].map((list) => [
      'path',
      `/${list}?q=${encodeURIComponent(mark)}`,
    ]);
    return `/api/v1/reads?${new URLSearchParams(paths).toString()}`;
  },
  () => {
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    return `/api/v1/calendar?from=${at(-2)}&to=${at(2)}`;
  },
  // Who has asked for the list of members before.
  () => '/api/v1/personal-reads?what=members',
];
