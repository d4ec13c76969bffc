import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayText } from '../../contract/kit/office-time.js';
import { calendarOf, dayAfter, isWorkday, workdaysBetween } from '../../contract/kit/workdays.js';
import { builtInYears } from '../../workdays/years.js';
import { deadlineAfter, lastDayOf, readDeadline } from './deadline.js';

const calendar = calendarOf(builtInYears);
const moment = fc
  .integer({ min: Date.parse('2025-12-01T00:00:00Z'), max: Date.parse('2027-12-31T23:59:59Z') })
  .map((ms) => new Date(ms));

test('a made-up Saturday counts, a holiday does not: ten working days over the autumn of 2026', () => {
  const asked = new Date('2026-09-18T15:59:59.000Z');
  expect(deadlineAfter(calendar, asked, 5).dueOn).toBe('2026-09-24');
  expect(deadlineAfter(calendar, asked, 10).dueOn).toBe('2026-10-09');
  // A second later it is the next day in the office.
  expect(deadlineAfter(calendar, new Date('2026-09-18T16:00:00.000Z'), 5).dueOn).toBe('2026-09-24');
});

test('a deadline is the end of a working day, with exactly so many of them, and more days are never earlier', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 59 }), (asked, days) => {
      const { dueOn, dueAt } = deadlineAfter(calendar, asked, days);
      expect(dueAt > asked).toBe(true);
      expect(isWorkday(calendar, dueOn)).toBe(true);
      expect(workdaysBetween(calendar, dayText(asked), dueOn).count).toBe(days);
      expect(lastDayOf(dueAt)).toBe(dueOn);
      expect(deadlineAfter(calendar, asked, days + 1).dueAt > dueAt).toBe(true);
    }),
  );
});

test('a day that is named holds if it is not over: today until 24:00, and at most a year ahead', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: -400, max: 800 }), (asked, by) => {
      const dueOn = dayAfter(dayText(asked), by);
      const read = () => readDeadline(calendar, asked, { dueOn, days: 10 });
      if (by < 0 || by > 366) expect(read).toThrow(expect.objectContaining({ code: 'invalid_time' }));
      else expect([read().dueOn, read().dueAt > asked]).toEqual([dueOn, true]);
    }),
  );
});
