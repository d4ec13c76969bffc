import { OFFICE_OFFSET } from '../../../src/contract/kit/office-time.js';

const DAY = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** `2026-11` and so many months on. */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** `2026-11-26` and so many days on. */
export const shiftDay = (day: string, by: number): string => dayOf(msOf(day) + by * DAY);

/** The days of a month in whole weeks from Monday on, those of its neighbours included. */
export function monthDays(month: string): string[] {
  const first = msOf(`${month}-01`);
  const last = msOf(`${shiftMonth(month, 1)}-01`) - DAY;
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY;
  const end = last + (6 - ((new Date(last).getUTCDay() + 6) % 7)) * DAY;
  return Array.from({ length: Math.round((end - start) / DAY) + 1 }, (_, index) =>
    dayOf(start + index * DAY),
  );
}

/** The instant at which a day begins in the office, as ISO text. */
export const dayStart = (day: string): string => new Date(`${day}T00:00:00${OFFICE_OFFSET}`).toISOString();
