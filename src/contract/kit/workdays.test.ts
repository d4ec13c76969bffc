import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  calendarOf,
  dayAfter,
  endOfDay,
  isWorkday,
  noticeWindow,
  nthWorkday,
  workdaysBetween,
  type SpecialDay,
  type WorkYear,
} from './workdays.js';

const certain = { uncertain: false, years: [] };
const plain = (year: number, days: SpecialDay[] = []): WorkYear => ({ year, status: 'official', days });
/** What the State Council's notice says of autumn 2026. */
const autumn: SpecialDay[] = [
  ...['25', '26', '27'].map((day) => ({ day: `2026-09-${day}`, kind: 'off' as const })),
  ...['01', '02', '03', '04', '05', '06', '07'].map((day) => ({
    day: `2026-10-${day}`,
    kind: 'off' as const,
  })),
  { day: '2026-09-20', kind: 'work' },
  { day: '2026-10-10', kind: 'work' },
];
const year2026 = calendarOf([plain(2026, autumn)]);

test('a holiday on a weekday is rest, a weekend day that is made up is work', () => {
  expect(isWorkday(year2026, '2026-10-01')).toBe(false);
  expect(isWorkday(year2026, '2026-10-10')).toBe(true);
  expect(isWorkday(year2026, '2026-11-28')).toBe(false);
  expect(isWorkday(year2026, '2026-11-27')).toBe(true);
});

test.each([
  ['2026-09-21', 20, '2026-10-26'],
  ['2026-09-28', 5, '2026-10-10'],
  ['2026-09-28', 7, '2026-10-13'],
  ['2026-09-18', 5, '2026-09-24'],
  ['2026-10-09', 5, '2026-10-15'],
  ['2026-11-23', 20, '2026-12-21'],
])('%s and %i working days are %s', (start, n, day) => {
  expect(nthWorkday(year2026, start, n)).toEqual({ day, ...certain });
});

test('the day itself does not count, whether it is worked or not', () => {
  expect(nthWorkday(year2026, '2026-11-23', 1).day).toBe('2026-11-24');
  expect(nthWorkday(year2026, '2026-11-28', 1).day).toBe('2026-11-30');
});

test('a clock that crosses a year without an official notice is uncertain, and says of which', () => {
  expect(nthWorkday(year2026, '2026-12-10', 20)).toEqual({
    day: '2027-01-07',
    uncertain: true,
    years: [2027],
  });
  expect(nthWorkday(year2026, '2026-12-10', 15)).toEqual({ day: '2026-12-31', ...certain });
  // Published on the last day: all of the clock runs in the year that follows.
  expect(nthWorkday(year2026, '2026-12-31', 1)).toMatchObject({ day: '2027-01-01', years: [2027] });
  const provisional = calendarOf([
    plain(2026, autumn),
    { year: 2027, status: 'provisional', days: [{ day: '2027-01-01', kind: 'off' }] },
  ]);
  expect(nthWorkday(provisional, '2026-12-10', 20)).toEqual({
    day: '2027-01-08',
    uncertain: true,
    years: [2027],
  });
  expect(workdaysBetween(new Map(), '2025-12-30', '2027-01-04')).toMatchObject({ years: [2025, 2026, 2027] });
});

test('what is no number of days, or no day, is refused', () => {
  for (const n of [0, -1, 1.5, 1001, Number.NaN])
    expect(() => nthWorkday(year2026, '2026-11-23', n)).toThrow(RangeError);
  expect(() => workdaysBetween(year2026, 'heute', '2026-11-23')).toThrow(RangeError);
  expect(() => nthWorkday(year2026, 'heute', 1)).toThrow(RangeError);
});

describe('a public notice', () => {
  test('of Monday 2026-11-23 stands from the 24th to the 30th, 24:00: the weekend does not count', () => {
    expect(noticeWindow(year2026, '2026-11-23', 5)).toEqual({
      days: 5,
      first: '2026-11-24',
      last: '2026-11-30',
      endsAt: '2026-11-30T16:00:00.000Z',
      ...certain,
    });
  });

  test('over the National Day holiday it takes more than a week', () => {
    expect(noticeWindow(year2026, '2026-09-30', 5)).toMatchObject({
      first: '2026-10-01',
      last: '2026-10-13',
    });
  });
});

describe('whatever the calendar', () => {
  const status = fc.constantFrom('official' as const, 'provisional' as const, 'none' as const);
  const dayIn = (from: string, to: string) =>
    fc
      .integer({ min: Date.parse(from) / 86_400_000, max: Date.parse(to) / 86_400_000 })
      .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
  // 2027 ends an ordinary year, 2028 has a leap day, 2000 to 2100 would add nothing but time.
  const anyDay = fc.oneof(
    dayIn('2026-01-01', '2030-12-31'),
    fc.constantFrom('2026-12-31', '2027-12-31', '2028-02-28', '2028-02-29', '2028-12-31'),
  );
  const special = fc.record({ day: anyDay, kind: fc.constantFrom('off' as const, 'work' as const) });
  const calendar = fc
    .record({
      days: fc.array(special, { maxLength: 60 }),
      statuses: fc.array(status, { minLength: 5, maxLength: 5 }),
    })
    .map(({ days, statuses }) =>
      calendarOf(
        statuses.map((one, index) => ({
          year: 2026 + index,
          status: one,
          days: days.filter(({ day }) => day.startsWith(String(2026 + index))),
        })),
      ),
    );
  const count = fc.integer({ min: 1, max: 80 });

  test('counting back what was counted on gives the number again, and the answer is a working day', () => {
    fc.assert(
      fc.property(calendar, anyDay, count, (days, start, n) => {
        const end = nthWorkday(days, start, n);
        expect(isWorkday(days, end.day)).toBe(true);
        expect(workdaysBetween(days, start, end.day)).toEqual({
          count: n,
          uncertain: end.uncertain,
          years: end.years,
        });
        expect(workdaysBetween(days, start, dayAfter(end.day, -1)).count).toBe(n - 1);
      }),
    );
  });

  test('more days and a later start never end earlier', () => {
    fc.assert(
      fc.property(calendar, anyDay, count, fc.integer({ min: 1, max: 40 }), (days, start, n, more) => {
        const { day } = nthWorkday(days, start, n);
        expect(nthWorkday(days, start, n + more).day > day).toBe(true);
        expect(nthWorkday(days, dayAfter(start, more), n).day >= day).toBe(true);
      }),
    );
  });

  test('parts add up to the whole', () => {
    fc.assert(
      fc.property(calendar, anyDay, count, count, (days, start, n, more) => {
        const middle = nthWorkday(days, start, n).day;
        expect(nthWorkday(days, middle, more).day).toBe(nthWorkday(days, start, n + more).day);
      }),
    );
  });

  test('it is certain exactly when every year that it touches is official', () => {
    fc.assert(
      fc.property(calendar, anyDay, count, (days, start, n) => {
        const { day, uncertain, years } = nthWorkday(days, start, n);
        const touched = new Set<number>();
        for (let at = dayAfter(start); at <= day; at = dayAfter(at)) touched.add(Number(at.slice(0, 4)));
        const open = [...touched].filter((year) => days.get(year)?.status !== 'official');
        expect({ uncertain, years }).toEqual({ uncertain: open.length > 0, years: open });
      }),
    );
  });

  test('a day ends when the next one begins in the office, eight hours before it does in Greenwich', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(endOfDay(day)).toBe(`${day}T16:00:00.000Z`);
      }),
    );
  });
});
