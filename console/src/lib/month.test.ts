import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayStart, monthDays, shiftDay, shiftMonth } from './month.js';

const month = fc
  .tuple(fc.integer({ min: 2000, max: 2199 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`);

describe('a month', () => {
  test('is shown in whole weeks from Monday on, every day of it once and in order', () => {
    fc.assert(
      fc.property(month, (shown) => {
        const days = monthDays(shown);
        expect(days.length % 7).toBe(0);
        expect(new Date(`${days[0] ?? ''}T00:00:00Z`).getUTCDay()).toBe(1);
        for (const [index, day] of days.entries())
          if (index > 0) expect(day).toBe(shiftDay(days[index - 1] ?? '', 1));
        const own = days.filter((day) => day.startsWith(shown));
        const [year = 0, number = 0] = shown.split('-').map(Number);
        expect(own.length).toBe(new Date(Date.UTC(year, number, 0)).getUTCDate());
        expect(days.length - own.length).toBeLessThan(13);
      }),
    );
  });
  test('is followed by the next one, over the year’s end too', () => {
    expect(shiftMonth('2026-12', 1)).toBe('2027-01');
    expect(shiftMonth('2026-01', -1)).toBe('2025-12');
    fc.assert(
      fc.property(month, fc.integer({ min: -30, max: 30 }), (shown, by) => {
        expect(shiftMonth(shiftMonth(shown, by), -by)).toBe(shown);
      }),
    );
  });
  test('has days that begin at the office’s midnight', () => {
    expect(dayStart('2026-11-29')).toBe('2026-11-28T16:00:00.000Z');
  });
});
