import { dayAfter, type SpecialDay, type WorkYear, type YearStatus } from '../contract/kit/workdays.js';
import { knownYears } from './known-years.js';

/** Years as the hub came with them. */
export const builtInYears: readonly WorkYear[] = knownYears.map(({ year, status, off, work }) => ({
  year,
  status,
  days: [...daysOf(year, 'off', off), ...daysOf(year, 'work', work)].sort((a, b) => (a.day < b.day ? -1 : 1)),
}));

const byYear = new Map(builtInYears.map((one) => [one.year, one]));

/** A year as the hub came with it: without days and with the status none when it knows nothing of it. */
export function builtInYear(year: number): WorkYear {
  const status: YearStatus = 'none';
  return byYear.get(year) ?? { year, status, days: [] };
}

/** `10-01/10-07 国庆节, 12-31 元旦` */
function daysOf(year: number, kind: SpecialDay['kind'], text: string): SpecialDay[] {
  return text.split(', ').flatMap((entry) => {
    const [span = '', name] = entry.split(' ');
    const [from = '', to = from] = span.split('/');
    const days: SpecialDay[] = [];
    if (from === '') return days;
    for (let day = `${year}-${from}`; day <= `${year}-${to}`; day = dayAfter(day))
      days.push({ day, kind, name });
    return days;
  });
}
