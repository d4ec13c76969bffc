import { expect, test } from '@jest/globals';
import type { AnnouncementRow, DeliveryDot } from '../../../../src/contract/api/intake.js';
import { goesOutToday, stuckDeliveries, waitingFor } from './today-work.js';

const now = new Date('2026-11-26T12:00:00+08:00');
const drafter = { id: 'me', name: '甲' };
const dot = (state: DeliveryDot['state'], dueAt?: Date): DeliveryDot => ({
  id: `d-${state}`,
  targetId: 't',
  operation: 'publish',
  state,
  ...(dueAt === undefined ? {} : { dueAt: dueAt.toISOString() }),
});
const row = (
  id: string,
  deliveries: DeliveryDot[],
  more: Partial<AnnouncementRow> = {},
): AnnouncementRow => ({
  id,
  title: id,
  category: '',
  stage: 'released',
  drafter,
  updatedAt: now.toISOString(),
  deliveries,
  ...more,
});

test('the day’s line holds today only, in the order of time, each announcement once', () => {
  const late = row('late', [dot('scheduled', new Date('2026-11-26T18:00:00+08:00'))]);
  const early = row('early', [dot('live'), dot('accepted', new Date('2026-11-26T20:00:00+08:00'))], {
    updatedAt: new Date('2026-11-26T09:00:00+08:00').toISOString(),
  });
  const tomorrow = row('tomorrow', [dot('scheduled', new Date('2026-11-27T09:00:00+08:00'))]);
  const recalled = row('recalled', [{ ...dot('done', now), operation: 'recall' }]);
  expect(goesOutToday([late, tomorrow, early, late, recalled], now).map((line) => line.id)).toEqual([
    'early',
    'late',
  ]);
});

test('only what does not go on by itself needs a person', () => {
  const rows = [
    row('a', [dot('failed'), dot('live')]),
    row('b', [dot('queued')]),
    row('c', [dot('unconfirmed')]),
  ];
  expect(stuckDeliveries(rows).map((stuck) => stuck.id)).toEqual(['a', 'c']);
  expect(stuckDeliveries(rows, new Set(['d-failed'])).map((stuck) => stuck.id)).toEqual(['c']);
});

test('a member sees what the own roles allow, and only own drafts', () => {
  const sources = {
    memberId: 'me',
    mayRelease: false,
    mayWrite: true,
    reviews: [],
    approved: [row('approved', [], { stage: 'approved', versionId: 'v' })],
    returned: [row('back', [], { stage: 'returned' })],
    drafting: [row('other', [], { stage: 'drafting', drafter: { id: 'you', name: '乙' } })],
  };
  expect(waitingFor(sources).map((one) => one.kind)).toEqual(['returned']);
  expect(waitingFor({ ...sources, mayRelease: true }).map((one) => one.kind)).toEqual([
    'returned',
    'release',
  ]);
});
