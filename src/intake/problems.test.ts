import { expect, test } from '@jest/globals';
import type { DraftFields } from '../contract/api.js';
import { calendarOf } from '../contract/kit/workdays.js';
import { noticeProblems } from './problems.js';

const calendar = calendarOf([{ year: 2026, status: 'official', days: [] }]);
/** Monday in the office. */
const now = new Date('2026-11-23T01:30:00Z');
const draft = (more: Partial<DraftFields>): DraftFields => ({
  title: '机关干部任前公示',
  body: '<p>现予以公示。</p>',
  category: '公示',
  issuer: '人事科',
  attachments: [],
  targetIds: [],
  ...more,
});
const codes = (more: Partial<DraftFields>) =>
  noticeProblems(draft(more), now, calendar).map(({ code, field }) => [code, field]);
const tooShort = [['notice_too_short', 'expiresAt']];

test('a public notice without an end has no problem, one that ends before its fifth working day has', () => {
  expect(codes({})).toEqual([]);
  expect(codes({ expiresAt: '2026-11-27T16:00:00Z' })).toEqual(tooShort);
  expect(codes({ expiresAt: '2026-11-30T16:00:00Z' })).toEqual([]);
  expect(codes({ expiresAt: '2026-11-30T16:00:00Z', noticeDays: 6 })).toEqual(tooShort);
  expect(
    noticeProblems(draft({ expiresAt: '2026-11-27T16:00:00Z' }), now, calendar)[0]?.message.zh,
  ).toContain('2026-11-30 24:00');
});

test('it is counted from the planned day', () => {
  const plannedAt = '2026-11-24T02:00:00Z';
  expect(codes({ plannedAt, expiresAt: '2026-11-30T16:00:00Z' })).toEqual(tooShort);
  expect(codes({ plannedAt, expiresAt: '2026-12-01T16:00:00Z' })).toEqual([]);
});

test('other categories end when they like', () => {
  expect(codes({ category: '通知公告', expiresAt: '2026-11-24T16:00:00Z' })).toEqual([]);
});
