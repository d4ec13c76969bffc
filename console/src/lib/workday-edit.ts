import { isWorkday, calendarOf, type SpecialDay } from '../../../src/contract/kit/workdays.js';

/** The days of a year after one of them was turned from work to rest or back; in order. */
export function turned(days: readonly SpecialDay[], day: string): SpecialDay[] {
  const year = Number(day.slice(0, 4));
  const works = isWorkday(calendarOf([{ year, status: 'official', days }]), day);
  const byWeekday = isWorkday(new Map(), day);
  const others = days.filter((one) => one.day !== day);
  if (works !== byWeekday) return others;
  return [...others, { day, kind: works ? ('off' as const) : ('work' as const) }].sort((a, b) =>
    a.day < b.day ? -1 : 1,
  );
}

const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const DAY = 86_400_000;

/** The day that a key leads to, within the year; undefined for other keys. */
export function dayByKey(day: string, key: string): string | undefined {
  const year = day.slice(0, 4);
  if (key === 'Home') return `${year}-01-01`;
  if (key === 'End') return `${year}-12-31`;
  const by = moves[key];
  if (by === undefined) return undefined;
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY).toISOString().slice(0, 10);
  return next.startsWith(`${year}-`) ? next : day;
}
