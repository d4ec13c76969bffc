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

test.each<[string, Pick<DeliveryDetail, 'state' | 'task' | 'attempts'>, ReturnType<typeof checkOf>]>([
  ['nothing answered', { state: 'accepted', task: task(), attempts: [look(1, 2)] }, 'none'],
  [
    'looks before the answer do not count',
    { state: 'accepted', task: task(5), attempts: [look(1, 2)] },
    'checking',
  ],
  ['a look that is still on its way', { state: 'accepted', task: task(5), attempts: [look(6)] }, 'checking'],
  ['a look that left the task open', { state: 'accepted', task: task(5), attempts: [look(6, 7)] }, 'refused'],
  ['proven', { state: 'live', task: undefined, attempts: [look(6, 7)] }, 'live'],
  ['taken back meanwhile', { state: 'gone', task: undefined, attempts: [] }, 'over'],
])('%s', (_name, delivery, check) => {
  expect(checkOf(delivery)).toBe(check);
});
