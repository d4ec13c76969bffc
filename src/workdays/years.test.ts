import { expect, test } from '@jest/globals';
import { isWorkday as chineseDays } from 'chinese-days';
import { LegalHoliday, SolarDay } from 'tyme4ts';
import { calendarOf, dayAfter, isWorkday } from '../contract/kit/workdays.js';
import { builtInYear, builtInYears } from './years.js';

const calendar = calendarOf(builtInYears);
const official = builtInYears.filter(({ status }) => status === 'official').map(({ year }) => year);

function* daysOf(year: number): Generator<string> {
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = dayAfter(day)) yield day;
}

/** A second source, made by others: weekends, and what it lists of legal holidays and of days that make up for them. */
function tymeSaysWork(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const listed = LegalHoliday.fromYmd(year, month, date);
  if (listed) return listed.isWork();
  const weekday = SolarDay.fromYmd(year, month, date).getWeek().getIndex();
  return weekday !== 0 && weekday !== 6;
}

test('the hub comes with the official years from 2019 on, some provisional ones, and knows nothing of others', () => {
  expect(official).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  expect(builtInYear(2027).status).toBe('provisional');
  expect(builtInYear(2031)).toEqual({ year: 2031, status: 'none', days: [] });
});

test.each(official)('%i is as both sources have it, day by day', (year) => {
  for (const day of daysOf(year)) {
    const ours = isWorkday(calendar, day);
    expect([day, ours, ours]).toEqual([day, chineseDays(day), tymeSaysWork(day)]);
  }
});

test('2026: thirty-three days off, six made up', () => {
  const { days } = builtInYear(2026);
  expect(days.filter(({ kind }) => kind === 'off')).toHaveLength(3 + 9 + 3 + 5 + 3 + 3 + 7);
  expect(days.filter(({ kind }) => kind === 'work').map(({ day }) => day)).toEqual([
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ]);
  expect(days.find(({ day }) => day === '2026-10-05')).toEqual({
    day: '2026-10-05',
    kind: 'off',
    name: '国庆节',
  });
});

test('a provisional year has the thirteen statutory days, fewer where two holidays meet, and none made up', () => {
  for (const { year, days } of builtInYears.filter(({ status }) => status === 'provisional')) {
    expect([year, days.length]).toEqual([year, year === 2028 ? 12 : 13]);
    expect(days.every(({ kind }) => kind === 'off')).toBe(true);
  }
  expect(builtInYear(2027).days.map(({ day }) => day.slice(5))).toEqual(
    expect.arrayContaining(['01-01', '02-05', '02-06', '04-05', '06-09', '09-15', '10-03']),
  );
});
