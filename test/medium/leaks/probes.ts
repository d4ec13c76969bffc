import { emptyPlan } from '../../../src/contract/programme.js';
import { png } from '../../support/zip.js';
import { loginOf } from './members.js';
import type { OfficeAtWork } from './office-at-work.js';
import type { Owned } from './owned.js';
import { displayOf } from './display-of.js';
import { fleetBodies, fleetForeign } from './probes-fleet.js';
import { boardBodies, boardForeign } from './probes-boards.js';
import { screenForeign } from './probes-screens.js';
import { servingBodies } from './probes-serving.js';
import { groupForeign } from './probes-groups.js';
import { rectificationBodies, rectificationForeign } from './probes-rectifications.js';
import { warningBodies, warningForeign } from './probes-warnings.js';
import { standInBodies, standInForeign } from './probes-stand-ins.js';

/** `METHOD /path` as the router knows it. */
export type RouteKey = string;

/** What an id is, by the word that stands before it in a path. A new kind of thing gets a line here. */
export const kinds: Record<string, keyof Owned> = {
  announcements: 'announcements',
  revisions: 'revisions',
  versions: 'versions',
  deliveries: 'deliveries',
  targets: 'targets',
  'targets/programme': 'displays',
  screens: 'screens',
  screenshots: 'screenshots',
  boards: 'boards',
  'board-entries': 'boardEntries',
  whereabouts: 'boardEntries',
  members: 'members',
  tasks: 'tasks',
  blobs: 'blobs',
  files: 'files',
  evidence: 'files',
  recalls: 'recalls',
  rectifications: 'rectifications',
  warnings: 'warnings',
  'warning-sources': 'warningSources',
  'warning-templates': 'warningTemplates',
  slates: 'slates',
  'release-groups': 'groups',
  departments: 'departments',
  releases: 'releases',
  objections: 'objections',
  consultations: 'consultations',
  invitations: 'invitations',
  sessions: 'sessions',
  tokens: 'tokens',
  dictionary: 'words',
  notifications: 'notifications',
  hooks: 'hooks',
  slips: 'slips',
  'paper-records': 'papers',
  delegations: 'delegations',
  'after-reviews': 'afterReviews',
};

const name = '望河改名';
/** A page that is open. */
const tab = '01900000-0000-7000-8000-0000000000aa';
const draftOf = (office: OfficeAtWork, more: object = {}) => ({
  title: '草稿一则',
  body: '<p>正文。</p>',
  category: '通知公告',
  issuer: '办公室',
  attachments: [],
  targetIds: office.owned.targets.slice(0, 1),
  ...more,
});

const consulting = { kind: 'consultation', organ: '区自然资源局', question: '是否准确？' };
const replied = { verdict: 'agrees', text: '准确。', receivedAt: new Date().toISOString() };

/** What to send where an id stands in the path: right in every other way, so that only the office can refuse it. */
export const bodies: Record<RouteKey, (owner: OfficeAtWork) => unknown> = {
  'PATCH /api/v1/members/:id': () => ({ name }),
  'POST /api/v1/members/:id/password': () => undefined,
  'POST /api/v1/releases/:id/move': () => ({ publishAt: '2030-01-01T00:00:00Z' }),
  'PATCH /api/v1/departments/:id': () => ({ name: '改名科' }),
  'PATCH /api/v1/targets/:id': () => ({ name }),
  'PUT /api/v1/announcements/:id/draft': (owner) => draftOf(owner, { revision: 1 }),
  'POST /api/v1/announcements/:id/copy': () => undefined,
  'POST /api/v1/announcements/:id/revisions/:revision/restore': () => ({ revision: 1, tab }),
  'PUT /api/v1/announcements/:id/pen': () => ({ tab, idleMs: 0 }),
  'POST /api/v1/announcements/:id/pen/ask': () => ({ tab }),
  'POST /api/v1/announcements/:id/pen/answer': () => ({ tab, give: true }),
  'POST /api/v1/announcements/:id/pen/leave': () => ({ tab }),
  'PUT /api/v1/announcements/:id/presence': () => ({ tab, place: 'review' }),
  'POST /api/v1/announcements/:id/presence/leave': () => ({ tab }),
  'POST /api/v1/announcements/:id/submit': () => ({ revision: 1 }),
  'POST /api/v1/announcements/:id/withdraw': () => undefined,
  'POST /api/v1/release-groups/:id/dissolve': () => undefined,
  'POST /api/v1/announcements/:id/rescan/dismissal': () => ({ reason: '核实' }),
  'POST /api/v1/announcements/:id/recall': () => ({ reason: 'error', note: '' }),
  'POST /api/v1/announcements/:id/correction': () => ({ note: '更正' }),
  'DELETE /api/v1/announcements/:id/correction': () => undefined,
  'POST /api/v1/recalls/:id/decision': () => ({ verdict: 'approve', opinion: '' }),
  'POST /api/v1/deliveries/:id/repair': () => ({ note: '' }),
  'POST /api/v1/versions/:id/decisions': async ({ at: { review }, hashes }) => ({
    verdict: 'approve',
    opinion: '',
    ...(await hashes(review.versionId)),
  }),
  ...standInBodies,
  ...rectificationBodies,
  ...warningBodies,
  ...boardBodies,
  ...servingBodies,
  'POST /api/v1/versions/:id/release': ({ owned }) => ({ targetIds: owned.targets.slice(0, 1) }),
  'POST /api/v1/deliveries/:id/resolve': () => ({ choice: 'give_up', note: '不再发送' }),
  'POST /api/v1/deliveries/:id/pickups': () => ({ answers: { edition: '二版' } }),
  'POST /api/v1/tasks/:id/answers': () => ({ answers: { url: 'https://www.example.cn/1' } }),
  'PUT /api/v1/targets/:id/programme': () => ({ plan: emptyPlan, revision: 0 }),
  ...fleetBodies,
  'POST /api/v1/announcements/:id/notice/extension': () => ({
    endsAt: '2030-01-01T00:00:00Z',
    reason: '网站中断',
  }),
  'POST /api/v1/announcements/:id/notice/closing': () => ({ outcome: 'no_objection' }),
  'POST /api/v1/announcements/:id/objections': () => ({
    receivedAt: new Date().toISOString(),
    way: 'phone',
    text: '来电反映',
  }),
  'POST /api/v1/objections/:id/result': () => ({ finding: 'unfounded', text: '经核查不属实' }),
  'POST /api/v1/announcements/:id/consultations': () => consulting,
  'POST /api/v1/consultations/:id/reply': () => replied,
  'POST /api/v1/consultations/:id/withdrawal': () => ({ reason: '已当面确认' }),
  'POST /api/v1/consultations/:id/confirmation': ({ owned }) => ({ textHash: owned.blobs[0], note: '' }),
  'POST /api/v1/announcements/:id/reappraisal': () => ({ act: 'kept', number: 1, words: '仍不公开' }),
  'POST /api/v1/blobs/:hash/clean': () => ({ name: 'a.png' }),
  'PUT /api/v1/dictionary/:id': () => ({ word: '改过的词', kind: 'sensitive', level: 'review', why: '' }),
  'POST /api/v1/notifications/:id/read': () => undefined,
  'PATCH /api/v1/hooks/:id': () => ({ name }),
  'POST /api/v1/hooks/:id/test': () => undefined,
};

/** A request about one's own things, or none, that names another office's in its body. It has to be refused. */
interface Foreign {
  path(mine: OfficeAtWork): string;
  body(theirs: OfficeAtWork, mine: OfficeAtWork): unknown;
}
const at =
  (path: string): Foreign['path'] =>
  () =>
    path;
const attachment = ({ owned }: OfficeAtWork) => ({
  hash: owned.blobs[0],
  name: 'a.png',
  mediaType: 'image/png',
  size: png(1, 1).length,
});
const picture = ({ owned }: OfficeAtWork) => `<p><img src="asset:${owned.blobs[0] ?? ''}" alt="图"></p>`;

const foreignDrafts = (path: Foreign['path'], more: object = {}): Foreign[] => [
  { path, body: (theirs) => draftOf(theirs, more) },
  { path, body: (theirs, mine) => draftOf(mine, { ...more, attachments: [attachment(theirs)] }) },
  { path, body: (theirs, mine) => draftOf(mine, { ...more, body: picture(theirs) }) },
];

export const foreign: Record<RouteKey, readonly Foreign[]> = {
  'POST /api/v1/announcements': foreignDrafts(at('/api/v1/announcements')),
  'POST /api/v1/announcements/preview': foreignDrafts(at('/api/v1/announcements/preview')),
  'PUT /api/v1/announcements/:id/draft': foreignDrafts(
    (mine) => `/api/v1/announcements/${mine.at.draft.announcementId}/draft`,
    { revision: 1 },
  ),
  'POST /api/v1/announcements/:id/recall': [
    {
      path: (mine) => `/api/v1/announcements/${mine.at.released.announcementId}/recall`,
      body: ({ owned }) => ({ reason: 'error', note: '', targetIds: owned.targets.slice(0, 1) }),
    },
  ],
  'POST /api/v1/versions/:id/release': [
    {
      path: (mine) => `/api/v1/versions/${mine.at.approved.versionId}/release`,
      body: ({ owned }) => ({ targetIds: owned.targets.slice(0, 1) }),
    },
  ],
  ...groupForeign,
  'POST /api/v1/versions/:id/decisions': [
    {
      path: (mine) => `/api/v1/versions/${mine.at.review.versionId}/decisions`,
      body: async (theirs) => ({
        verdict: 'approve',
        opinion: '',
        ...(await theirs.hashes(theirs.at.review.versionId)),
      }),
    },
  ],
  'POST /api/v1/announcements/:id/consultations': [
    {
      path: (mine) => `/api/v1/announcements/${mine.at.draft.announcementId}/consultations`,
      body: ({ owned }) => ({ ...consulting, againOf: owned.consultations[0] }),
    },
  ],
  'POST /api/v1/consultations/:id/reply': [
    {
      path: ({ owned }) => `/api/v1/consultations/${owned.consultations[0] ?? ''}/reply`,
      body: (theirs) => ({ ...replied, file: attachment(theirs) }),
    },
  ],
  ...standInForeign,
  ...rectificationForeign,
  ...warningForeign,
  ...boardForeign,
  ...screenForeign,
  'POST /api/v1/targets': [
    {
      path: at('/api/v1/targets'),
      body: ({ slug }) => ({ channel: 'errand', slug: `errand-${slug}`, name, settings: {} }),
    },
  ],
  'POST /api/v1/members': [
    {
      path: at('/api/v1/members'),
      body: ({ slug }) => ({ username: loginOf(slug, 'boss'), name, roles: ['clerk'] }),
    },
    {
      path: at('/api/v1/members'),
      body: ({ owned }) => ({
        username: 'stray',
        name,
        roles: ['clerk'],
        departmentId: owned.departments[0],
      }),
    },
  ],
  'PATCH /api/v1/members/:id': [
    {
      path: ({ owned }) => `/api/v1/members/${owned.members[0] ?? ''}`,
      body: ({ owned }) => ({ departmentId: owned.departments[0] }),
    },
  ],
  'POST /api/v1/invitations': [
    {
      path: at('/api/v1/invitations'),
      body: ({ owned }) => ({ name, roles: ['clerk'], departmentId: owned.departments[0] }),
    },
  ],
  'PUT /api/v1/templates': [
    {
      path: at('/api/v1/templates'),
      body: ({ mark }) => ({
        ...{ name: '公示', category: '公示', title: '', body: '' },
        targetSet: `${mark}的目标组`,
      }),
    },
  ],
  'PUT /api/v1/templates/target-sets': [
    {
      path: at('/api/v1/templates/target-sets'),
      body: ({ owned }) => ({ name: '一组', targetIds: owned.targets.slice(0, 1) }),
    },
  ],
  'PUT /api/v1/procedures': [
    {
      path: at('/api/v1/procedures'),
      body: ({ owned }) => ({
        category: '公示',
        procedure: {
          steps: [
            {
              key: 'sign',
              label: { zh: '签发', en: 'Sign-off' },
              roles: ['leader'],
              department: owned.departments[0],
            },
          ],
        },
      }),
    },
  ],
  'POST /api/v1/screens/claim': [
    {
      path: at('/api/v1/screens/claim'),
      body: async ({ owned }, mine) => ({
        code: await mine.aCode(),
        name,
        targetId: await displayOf(owned, mine),
      }),
    },
  ],
  ...fleetForeign,
};
