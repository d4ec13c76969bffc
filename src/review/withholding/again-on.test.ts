import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayText } from '../../contract/kit/office-time.js';
import { dayAfter } from '../../contract/kit/workdays.js';
import { monthsAfter, readAgainOn } from './again-on.js';

test.each([
  ['2026-11-29', 12, '2027-11-29'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2027-08-30', 6, '2028-02-29'],
  ['2026-12-31', 1, '2027-01-31'],
])('%s and %i months on is %s', (day, months, later) => {
  expect(monthsAfter(day, months)).toBe(later);
});

test('more months are later, and a year is never exceeded by the office’s setting', () => {
  const moment = fc
    .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2040-01-01T00:00:00Z') })
    .map((ms) => new Date(ms));
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 11 }), (now, months) => {
      const today = dayText(now);
      const day = readAgainOn(now, undefined, months);
      expect(today < day && day < readAgainOn(now, undefined, months + 1)).toBe(true);
      expect(() => readAgainOn(now, today, months)).toThrow();
      expect(() => readAgainOn(now, dayAfter(monthsAfter(today, 12)), months)).toThrow();
      expect(readAgainOn(now, dayAfter(today), months)).toBe(dayAfter(today));
    }),
  );
});
