import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  calendarDay,
  clockSecond,
  dayDistance,
  fullDay,
  instantOf,
  momentWord,
  officeClock,
  span,
  stopwatch,
} from './time.js';

/** An instant by the office's clock. The tests run in the machine's zone, whichever that is. */
const at = (
  ...[year, month, day, hour, minute, second = 0]: [number, number, number, number, number, number?]
) => new Date(Date.UTC(year, month - 1, day, hour - 8, minute, second));
const now = at(2026, 11, 26, 10, 30);

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

test('the day of an instant is the office’s, not the browser’s', () => {
  expect(fullDay(new Date('2026-11-26T15:59:59Z'), 'zh-CN')).toBe('2026年11月26日星期四');
  expect(fullDay(new Date('2026-11-26T16:00:00Z'), 'zh-CN')).toBe('2026年11月27日星期五');
});

test('what a picker shows and what it gives are the same minute', () => {
  expect(officeClock(new Date('2026-11-26T16:05:00Z'))).toBe('2026-11-27T00:05');
  expect(instantOf('2026-11-27T00:05')).toBe('2026-11-26T16:05:00.000Z');
  const minute = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2100, 0) / 60_000 });
  fc.assert(
    fc.property(minute, (count) => {
      const instant = new Date(count * 60_000);
      expect(instantOf(officeClock(instant))).toBe(instant.toISOString());
    }),
  );
});
