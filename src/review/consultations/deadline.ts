import { dayText } from '../../contract/kit/office-time.js';
import { dayAfter, endOfDay, nthWorkday, type WorkCalendar } from '../../contract/kit/workdays.js';
import { HubError } from '../../contract/errors.js';

/** No body is given longer than this, so that a slip of the finger ends. */
const MOST_DAYS_AHEAD = 366;

/** The last day for a reply, a calendar day of the office, and its end in UTC. */
export interface Deadline {
  dueOn: string;
  dueAt: Date;
}

/** The n-th working day after the day of asking, which does not count itself. */
export function deadlineAfter(calendar: WorkCalendar, asked: Date, days: number): Deadline {
  return at(nthWorkday(calendar, dayText(asked), days).day);
}

/**
 * The day that was named, or the one that follows from the office's setting.
 * @throws HubError `invalid_time` for a day that is over, or more than a year ahead
 */
export function readDeadline(
  calendar: WorkCalendar,
  asked: Date,
  wish: { dueOn?: string | undefined; days: number },
): Deadline {
  if (wish.dueOn === undefined) return deadlineAfter(calendar, asked, wish.days);
  const today = dayText(asked);
  if (wish.dueOn < today) throw new HubError('invalid_time', 'the deadline is in the past');
  if (wish.dueOn > dayAfter(today, MOST_DAYS_AHEAD))
    throw new HubError('invalid_time', 'the deadline is more than a year ahead');
  return at(wish.dueOn);
}

/** The last day of a deadline: its end at 24:00 is the first moment of the next one. */
export const lastDayOf = (dueAt: Date): string => dayText(new Date(dueAt.getTime() - 1));

const at = (dueOn: string): Deadline => ({ dueOn, dueAt: new Date(endOfDay(dueOn)) });
