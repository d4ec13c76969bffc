import { expect, test } from '@jest/globals';
import { dayByKey, turned } from './workday-edit.js';

test('a weekday becomes rest and work again, a weekend day work and rest again', () => {
  const off = turned([], '2027-01-01');
  expect(off).toEqual([{ day: '2027-01-01', kind: 'off' }]);
  expect(turned(off, '2027-01-01')).toEqual([]);
  const work = turned(off, '2027-01-02');
  expect(work).toEqual([...off, { day: '2027-01-02', kind: 'work' }]);
  expect(turned(work, '2027-01-02')).toEqual(off);
});

test('a weekend day inside a holiday becomes work; turned back it is a plain weekend day', () => {
  const holiday = [{ day: '2026-10-03', kind: 'off' as const, name: '国庆节' }];
  const work = turned(holiday, '2026-10-03');
  expect(work).toEqual([{ day: '2026-10-03', kind: 'work' }]);
  expect(turned(work, '2026-10-03')).toEqual([]);
});

test('keys lead through the year and not out of it', () => {
  expect(dayByKey('2028-02-28', 'ArrowRight')).toBe('2028-02-29');
  expect(dayByKey('2028-02-29', 'ArrowDown')).toBe('2028-03-07');
  expect(dayByKey('2026-01-03', 'ArrowUp')).toBe('2026-01-03');
  expect(dayByKey('2026-12-31', 'ArrowRight')).toBe('2026-12-31');
  expect(dayByKey('2026-06-01', 'Home')).toBe('2026-01-01');
  expect(dayByKey('2026-06-01', 'End')).toBe('2026-12-31');
  expect(dayByKey('2026-06-01', 'a')).toBeUndefined();
});
