import { HubError } from '../../contract/errors.js';
import { dayText } from '../../contract/kit/office-time.js';

/** 条例 Art. 18 asks for regular looks; a year is what this hub lets pass at most. */
const MOST_MONTHS = 12;

/** So many months on; where the month is shorter, its last day. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/**
 * The day of the next look: the one that was named, or what the office's setting makes of today.
 * @throws HubError `invalid_time` for today and before, and for more than a year ahead
 */
export function readAgainOn(now: Date, wish: string | undefined, months: number): string {
  const today = dayText(now);
  const day = wish ?? monthsAfter(today, months);
  if (day <= today)
    throw new HubError('invalid_time', 'it is to be looked at again on a later day than today');
  if (day > monthsAfter(today, MOST_MONTHS))
    throw new HubError('invalid_time', 'it is to be looked at again within a year');
  return day;
}
