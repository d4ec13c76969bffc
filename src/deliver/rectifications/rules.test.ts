import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RectificationText, type AffectedNotice } from '../../contract/api.js';
import { calendarOf, dayAfter, isWorkday } from '../../contract/kit/workdays.js';
import type { RecallReason } from '../../contract/values.js';
import { builtInYears } from '../../workdays/years.js';
import { clockOf, dueDay, gapsOf, isWritable, mayNotSign, stateAfter } from './rules.js';

const calendar = calendarOf(builtInYears);
const whole = RectificationText.parse({
  cause: '名单导出时没有删除隐藏列',
  scope: '登录区门户和微信的公众可以看到',
  measures: '已撤回；导出模板去掉证件号列',
  responsibleWords: '市容科',
});
const secret = { stopped: true, preserved: true, reportedOn: '2026-11-24', reportedTo: '区保密局' };

test.each([
  ['open', '2026-12-08', '2026-12-01', 'running'],
  ['open', '2026-12-08', '2026-12-05', 'near'],
  ['returned', '2026-12-08', '2026-12-08', 'near'],
  ['done', '2026-12-08', '2026-12-09', 'overdue'],
  ['signed', '2026-12-08', '2027-12-09', 'over'],
] as const)('%s, due on %s, is on %s %s', (state, dueOn, today, clock) => {
  expect(clockOf(state, dueOn, today)).toBe(clock);
});

test('the deadline is counted in working days, or named: not before today, and within a year', () => {
  expect(dueDay(calendar, '2026-11-24', 10)).toBe('2026-12-08');
  expect(dueDay(calendar, '2026-11-24', 10, '2026-11-24')).toBe('2026-11-24');
  for (const wish of ['2026-11-23', '2027-11-26'])
    expect(() => dueDay(calendar, '2026-11-24', 10, wish)).toThrow();
  const start = fc.integer({ min: 0, max: 400 }).map((days) => dayAfter('2026-01-01', days));
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 60 }), (today, days) => {
      const due = dueDay(calendar, today, days);
      expect(due > today && isWorkday(calendar, due)).toBe(true);
    }),
  );
});

const given: AffectedNotice = { state: 'given', how: '电话', on: '2026-11-25', persons: 12, authority: '' };
const spared: AffectedNotice = { state: 'not_needed', reason: '无人打开，已确认' };
const planned: AffectedNotice = { state: 'needed', how: '电话', by: '2026-11-26' };
const empty = RectificationText.parse({});
test.each<[string, RectificationText, AffectedNotice | undefined, RecallReason | undefined, string[]]>([
  ['an empty one', empty, undefined, undefined, ['cause', 'scope', 'measures', 'responsible']],
  ['a whole one', whole, undefined, 'error', []],
  ['a leak about which nobody decided whom to tell', whole, undefined, 'privacy', ['notice']],
  ['a leak of which persons are still to be told', whole, planned, 'privacy', ['notice_due']],
  ['a promise to tell that nobody asked for', whole, planned, 'error', ['notice_due']],
  ['a leak of which persons were told', whole, given, 'privacy', []],
  ['a leak without harm', whole, spared, 'privacy', []],
  ['a secret of which nothing is done', whole, undefined, 'secrecy', ['stopped', 'preserved', 'reported']],
  ['a secret', { ...whole, duties: secret }, undefined, 'secrecy', []],
  [
    'a report to nobody',
    { ...whole, duties: { ...secret, reportedTo: '' } },
    undefined,
    'secrecy',
    ['reported'],
  ],
])('%s lacks what it lacks', (_, text, notice, reason, gaps) => {
  expect(gapsOf(text, notice, reason)).toEqual(gaps);
});

test('who wrote it does not sign it off, nor does who decides nothing', () => {
  const leader = { memberId: 'l', permissions: new Set(['review.decide']) };
  const clerk = { memberId: 'c', permissions: new Set(['release.recall']) };
  const done = { state: 'done' as const, writers: ['c'] };
  expect(mayNotSign(done, leader)).toBeUndefined();
  expect(mayNotSign({ ...done, writers: ['l'] }, leader)).toBe('writer');
  expect(mayNotSign(done, clerk)).toBe('role');
  expect(mayNotSign({ ...done, state: 'open' }, leader)).toBe('state');
});

test('it is written in until it is submitted, and again when it was sent back', () => {
  const writable = (['opened', 'submitted', 'returned', 'signed'] as const).map((act) =>
    isWritable(stateAfter(act)),
  );
  expect(writable).toEqual([true, false, true, false]);
});

test('what could be seen does not end before it began', () => {
  const at = (hour: string) => `2026-11-24T${hour}:00:00.000Z`;
  const parse = (seenFrom: string, seenTo: string) =>
    RectificationText.safeParse({ seenFrom, seenTo }).success;
  expect([parse(at('01'), at('02')), parse(at('02'), at('01'))]).toEqual([true, false]);
});
