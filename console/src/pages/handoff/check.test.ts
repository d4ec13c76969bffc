import { expect, test } from '@jest/globals';
import type { AttemptView, DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { checkOf } from './check.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 2, minute)).toISOString();
const look = (started: number, finished?: number): AttemptView => ({
  id: 'a',
  kind: 'verify',
  startedAt: at(started),
  ...(finished === undefined ? {} : { finishedAt: at(finished) }),
  steps: [],
});
const task = (answered?: number): DeliveryDetail['task'] => ({
  id: 't',
  deliveryId: 'd',
  announcementId: 'a',
  announcementTitle: '通告',
  target: { id: 'p', name: '门户', channel: 'portal', drill: true },
  operation: 'publish',
  kind: 'portal_handoff',
  text: { zh: '请填写网址', en: 'Enter the address' },
  handoff: true,
  openedAt: at(0),
  mayAnswer: true,
  ...(answered === undefined ? {} : { answeredAt: at(answered) }),
});

const said = (minute: number): DeliveryDetail['reports'] => [
  { at: at(0), from: 'outside', words: { zh: '已收到', en: 'taken' } },
  { at: at(minute), from: 'person', words: { zh: '网址', en: 'address' } },
];
const accepted = { state: 'accepted', reports: [] as DeliveryDetail['reports'] } as const;

test.each<[string, Parameters<typeof checkOf>[0], ReturnType<typeof checkOf>]>([
  ['nothing answered', { ...accepted, task: task(), attempts: [look(1, 2)] }, 'none'],
  ['looks before the answer', { ...accepted, task: task(5), attempts: [look(1, 2)] }, 'checking'],
  ['a look that is still on its way', { ...accepted, task: task(5), attempts: [look(6)] }, 'checking'],
  ['a look that left the task open', { ...accepted, task: task(5), attempts: [look(6, 7)] }, 'refused'],
  [
    'a look that renewed the task',
    { ...accepted, task: task(), attempts: [look(6, 7)], reports: said(5) },
    'refused',
  ],
  [
    'an answer that nobody looked at',
    { ...accepted, task: task(), attempts: [], reports: said(5) },
    'checking',
  ],
  ['the task is gone', { ...accepted, task: undefined, attempts: [look(6, 7)], reports: said(5) }, 'none'],
  ['proven', { ...accepted, state: 'live', task: undefined, attempts: [look(6, 7)] }, 'live'],
  ['taken back meanwhile', { ...accepted, state: 'gone', task: undefined, attempts: [] }, 'over'],
])('%s', (_name, delivery, check) => {
  expect(checkOf(delivery)).toBe(check);
});
