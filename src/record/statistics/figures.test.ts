import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarOf, dayAfter, workdaysBetween, type SpecialDay } from '../../contract/kit/workdays.js';
import { quantileOf, speedOf, stepsOf, timelinessOf, unitOf, workdayNumbers, type Taken } from './figures.js';

const dayIn = (from: string, days: number) => fc.integer({ min: 0, max: days }).map((n) => dayAfter(from, n));
const special = fc.record({
  day: dayIn('2026-01-01', 700),
  kind: fc.constantFrom('off' as const, 'work' as const),
});
const calendarWith = (days: SpecialDay[]) =>
  calendarOf(
    [2026, 2027].map((year) => ({
      year,
      status: year === 2026 ? ('official' as const) : ('provisional' as const),
      days: days.filter(({ day }) => day.startsWith(String(year))),
    })),
  );
const calendar = fc.array(special, { maxLength: 80 }).map(calendarWith);
const weighed = fc.array(
  fc.record({ value: fc.integer({ min: 0, max: 60 }), weight: fc.integer({ min: 1, max: 5 }) }),
  { maxLength: 30 },
);

describe('working days', () => {
  test('the difference of two days’ numbers is what is counted between them, whatever the calendar', () => {
    fc.assert(
      fc.property(calendar, dayIn('2026-01-01', 300), dayIn('2026-01-01', 700), (days, after, upTo) => {
        const numbers = workdayNumbers(days, '2026-01-01', dayAfter('2026-01-01', 700));
        const at = (day: string): number =>
          numbers[(Date.parse(day) - Date.parse('2026-01-01')) / 86_400_000] ?? Number.NaN;
        expect(Math.max(0, at(upTo) - at(after))).toBe(workdaysBetween(days, after, upTo).count);
      }),
    );
  });

  test('a number a day, never falling, and rising by one at most', () => {
    fc.assert(
      fc.property(calendar, fc.integer({ min: 0, max: 400 }), (days, length) => {
        const numbers = workdayNumbers(days, '2026-03-01', dayAfter('2026-03-01', length));
        expect(numbers).toHaveLength(length + 1);
        numbers.forEach((number, n) => {
          expect([0, 1]).toContain(number - (numbers[n - 1] ?? 0));
        });
      }),
    );
  });
});

describe('a share of all', () => {
  test('is the value at its place among all, each as often as it weighs, in whatever order', () => {
    fc.assert(
      fc.property(weighed, fc.constantFrom(0.5, 0.9, 1), (values, q) => {
        const all = values
          .flatMap(({ value, weight }) => Array.from({ length: weight }, () => value))
          .sort((a, b) => a - b);
        const expected = all[Math.max(0, Math.ceil(q * all.length) - 1)];
        expect(quantileOf(values, q)).toBe(expected);
        expect(quantileOf(values.toReversed(), q)).toBe(expected);
      }),
    );
  });

  test('of nothing there is none', () => {
    expect(quantileOf([], 0.5)).toBeUndefined();
    expect(speedOf([])).toBeUndefined();
    expect(speedOf([{ value: 12, weight: 3 }])).toEqual({ median: 12, p90: 12 });
  });
});

describe('timeliness', () => {
  const one = (clock: number, value: number, weight = 1): Taken => ({
    clock,
    value,
    weight,
    fromYear: 2026,
    toYear: 2026,
  });
  const plain = calendarWith([]);

  test('the last day of a clock is in time, the next one is late; each item by its own clock', () => {
    expect(timelinessOf(plain, [one(20, 20, 3), one(20, 21), one(7, 7), one(7, 8)])).toMatchObject({
      clocks: [
        { days: 20, items: 4, onTime: 3 },
        { days: 7, items: 2, onTime: 1 },
      ],
      items: 6,
      onTime: 4,
      median: 20,
      p90: 21,
      longest: 21,
      uncertainYears: [],
    });
  });

  test('nothing has neither shares nor days', () => {
    const none = timelinessOf(plain, []);
    expect(none).toMatchObject({ clocks: [], items: 0, onTime: 0, uncertainYears: [] });
    expect([none.median, none.p90, none.longest]).toEqual([undefined, undefined, undefined]);
  });

  test('years without an official notice are told, those that no clock ran in are not', () => {
    const across = { ...one(20, 3), toYear: 2027 };
    const still = { ...one(20, 0), fromYear: null, toYear: null };
    expect(timelinessOf(plain, [across]).uncertainYears).toEqual([2027]);
    expect(timelinessOf(plain, [still]).uncertainYears).toEqual([]);
  });

  test('whatever is counted, the parts are the whole', () => {
    const taken = fc.record({
      clock: fc.constantFrom(7, 20),
      value: fc.integer({ min: 0, max: 90 }),
      weight: fc.integer({ min: 1, max: 9 }),
      fromYear: fc.constant(2026),
      toYear: fc.constant(2026),
    });
    fc.assert(
      fc.property(fc.array(taken, { maxLength: 40 }), (all) => {
        const told = timelinessOf(plain, all);
        const sum = (of: { items: number }[]): number => of.reduce((total, { items }) => total + items, 0);
        expect(sum(told.spread)).toBe(told.items);
        expect(sum(told.clocks)).toBe(told.items);
        expect(told.clocks.reduce((total, { onTime }) => total + onTime, 0)).toBe(told.onTime);
        expect(told.items).toBe(all.reduce((total, { weight }) => total + weight, 0));
      }),
    );
  });
});

describe('a period', () => {
  test.each([
    ['2026-11-01', '2026-11-30', 'day'],
    ['2026-01-01', '2026-12-31', 'month'],
    ['2019-01-01', '2026-12-31', 'year'],
  ])('from %s to %s is told by the %s', (from, to, unit) => {
    expect(unitOf(from, to)).toBe(unit);
  });

  test('has a step for each of its parts, and everything that happened is in one', () => {
    fc.assert(
      fc.property(dayIn('2024-01-01', 900), fc.integer({ min: 0, max: 900 }), (from, length) => {
        const to = dayAfter(from, length);
        const days = [from, to].map((day) => ({ day, items: 2, corrections: 1, live: 5 }));
        const steps = stepsOf(from === to ? days.slice(1) : days, { from, to });
        const names = steps.map(({ at }) => at);
        expect(names).toEqual([...new Set(names)].sort());
        expect(steps.reduce((sum, { live }) => sum + live, 0)).toBe(from === to ? 5 : 10);
        expect([from.startsWith(names[0] ?? 'x'), to.startsWith(names.at(-1) ?? 'x')]).toEqual([true, true]);
      }),
      { numRuns: 50 },
    );
  });
});
