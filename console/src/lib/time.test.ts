import { describe, expect, test } from '@jest/globals';
import { calendarDay, clockSecond, dayDistance, momentWord, span, stopwatch } from './time.js';

const now = new Date(2026, 10, 26, 10, 30, 0);
const at = (...parts: [number, number, number, number, number, number?]) =>
  new Date(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5] ?? 0);

describe('how a moment is named', () => {
  test.each([
    ['justNow', at(2026, 11, 26, 10, 29, 30)],
    ['today', at(2026, 11, 26, 10, 29, 0)],
    ['today', at(2026, 11, 26, 10, 30, 20)],
    ['today', at(2026, 11, 26, 0, 0)],
    ['yesterday', at(2026, 11, 25, 23, 59)],
    ['tomorrow', at(2026, 11, 27, 0, 0)],
    ['thisYear', at(2026, 11, 24, 10, 30)],
    ['otherYear', at(2027, 1, 1, 0, 0)],
  ])('%s', (word, moment) => {
    expect(momentWord(moment, now)).toBe(word);
  });

  test('New Year’s Eve is yesterday and not another year', () => {
    expect(momentWord(at(2026, 12, 31, 23, 0), at(2027, 1, 1, 9, 0))).toBe('yesterday');
  });

  test('days are calendar days, not 24 hours', () => {
    expect(dayDistance(at(2026, 11, 27, 0, 1), at(2026, 11, 26, 23, 59))).toBe(1);
    expect(dayDistance(at(2026, 11, 26, 23, 59), at(2026, 11, 26, 0, 0))).toBe(0);
  });

  test('the year is said only when it is another one', () => {
    expect(calendarDay(at(2026, 3, 1, 9, 0), now, 'zh-CN')).toBe('3月1日');
    expect(calendarDay(at(2027, 3, 1, 9, 0), now, 'zh-CN')).toBe('2027年3月1日');
  });
});

test.each([
  [-5, 'ms', '0'],
  [999, 'ms', '999'],
  [1_240, 's', '1.2'],
  [59_000, 's', '59'],
  [90_000, 'min', '2'],
  [7_200_000, 'h', '2'],
  [3 * 86_400_000, 'd', '3'],
])('%d ms is said in the unit a person would use', (ms, unit, amount) => {
  expect(span(ms)).toEqual({ unit, amount });
});

test.each([
  [-5, '0:00'],
  [7_900, '0:07'],
  [725_000, '12:05'],
  [3_723_000, '1:02:03'],
])('a watch shows %d ms as %s', (ms, shown) => {
  expect(stopwatch(ms)).toBe(shown);
});

test('where the second matters it is said', () => {
  expect(clockSecond(at(2026, 11, 26, 9, 5, 7), 'zh-CN')).toBe('09:05:07');
});
