import { expect, test } from '@jest/globals';
import type { ReleaseGroupView } from '../../../../src/contract/api/delivery.js';
import { standingOf } from './standing.js';

const at = '2026-12-01T02:00:00.000Z';
const group = (more: Partial<ReleaseGroupView> = {}): ReleaseGroupView => ({
  id: 'g',
  name: '政策与解读',
  publishAt: at,
  createdBy: { id: 'm', name: '陈晓' },
  members: [{ announcementId: 'a', title: '通告', versionId: 'v', names: [] }],
  ...more,
});
const before = new Date('2026-12-01T01:00:00Z');
const later = new Date('2026-12-01T02:01:01Z');

test('a group waits for its time, and is held when one of it may not go or its time has passed', () => {
  const broken = {
    announcementId: 'b',
    title: '解读',
    versionId: 'w',
    names: [],
    holdsBecause: 'approval' as const,
  };
  expect(standingOf(group(), before)).toBe('waits');
  expect(standingOf(group(), new Date(at))).toBe('waits');
  expect(standingOf(group(), later)).toBe('held');
  expect(standingOf(group({ members: [broken] }), before)).toBe('held');
});

test('what has gone or was dissolved stays so', () => {
  expect(standingOf(group({ letGoAt: at }), later)).toBe('gone');
  expect(standingOf(group({ dissolvedAt: at }), later)).toBe('dissolved');
});
