import type { ChangedV1 } from '../../../src/contract/api/live.js';

/** The first part of each query's key. */
export type QueryRoot =
  | 'me'
  | 'targets'
  | 'target-settings'
  | 'tasks'
  | 'handoff'
  | 'press'
  | 'pickups'
  | 'announcements'
  | 'announcement'
  | 'revisions'
  | 'pen'
  | 'presence'
  | 'reviews'
  | 'version'
  | 'board'
  | 'calendar'
  | 'groups'
  | 'delivery'
  | 'recall-scope'
  | 'recalls'
  | 'recall'
  | 'rectifications'
  | 'rectification'
  | 'record'
  | 'ledger'
  | 'statistics'
  | 'personal-reads'
  | 'screens'
  | 'warnings'
  | 'fleet'
  | 'screen'
  | 'boards'
  | 'whereabouts'
  | 'members'
  | 'invitations'
  | 'departments'
  | 'account'
  | 'workdays'
  | 'delegations'
  | 'duty'
  | 'after-reviews'
  | 'notice'
  | 'consultations'
  | 'withheld'
  | 'service'
  | 'terms'
  | 'dictionary'
  | 'templates'
  | 'metadata-rule'
  | 'preview'
  | 'notifications'
  | 'hooks'
  | 'mail-server';

const deliveryRoots: QueryRoot[] = [
  'board',
  'calendar',
  'groups',
  'delivery',
  'tasks',
  'handoff',
  'press',
  'pickups',
  'recall-scope',
  'recall',
  'record',
  'ledger',
  'announcements',
  'notice',
];

const rootsOfTopic: Record<ChangedV1['topic'], QueryRoot[]> = {
  announcement: [
    'announcements',
    'announcement',
    'revisions',
    'reviews',
    'version',
    'record',
    'ledger',
    'board',
    'groups',
    'consultations',
    'withheld',
  ],
  review: [
    'reviews',
    'version',
    'delegations',
    'after-reviews',
    'announcements',
    'announcement',
    'record',
    'ledger',
    'groups',
    'consultations',
    'withheld',
  ],
  presence: ['pen', 'presence'],
  delivery: deliveryRoots,
  recall: ['recalls', 'recall', 'recall-scope', 'rectifications', 'rectification', 'record', 'ledger'],
  screen: ['screens', 'screen', 'warnings', 'delivery', 'recall-scope', 'recall'],
  board: ['boards', 'whereabouts'],
  target: ['targets', 'target-settings', 'tasks', 'press', 'hooks', 'templates'],
  member: ['me', 'members', 'departments'],
  workdays: ['workdays', 'notice'],
  // A draft that is open is screened anew.
  dictionary: ['dictionary', 'preview'],
  notification: ['notifications'],
  template: ['templates', 'metadata-rule', 'preview'],
};

/** What an open page has to fetch again when this topic changed. */
export function staleRoots(topics: Iterable<ChangedV1['topic']>): Set<QueryRoot> {
  const roots = new Set<QueryRoot>();
  for (const topic of topics) for (const root of rootsOfTopic[topic]) roots.add(root);
  return roots;
}

/** Everything that a person's own action may have changed. */
export const workRoots: readonly QueryRoot[] = [
  'announcements',
  'announcement',
  'reviews',
  'version',
  'recalls',
  'consultations',
  'withheld',
  ...deliveryRoots,
];
