import { OFFICE_OFFSET } from './office-time.js';

/**
 * How far a year's days can be relied on. official: the State Council's yearly notice was entered. provisional: known
 * in part, such as the statutory days before the notice. none: weekends are all that is known.
 */
export type YearStatus = 'official' | 'provisional' | 'none';

/** A day that is not what its weekday says: `off` is rest, `work` is a weekend day that is worked (调休上班). */
export interface SpecialDay {
  /** `2026-10-10`, a calendar day of the office. */
  day: string;
  kind: 'off' | 'work';
  /** Of which holiday. */
  name?: string | undefined;
}

export interface WorkYear {
  year: number;
  status: YearStatus;
  days: readonly SpecialDay[];
}

/** Years that were entered; every other year is `none`. */
export type WorkCalendar = ReadonlyMap<
  number,
  { status: YearStatus; kinds: ReadonlyMap<string, 'off' | 'work'> }
>;

/** What an answer stands on: `uncertain` (待核定) when it crosses years that no official notice covers, and which. */
export interface Certainty {
  uncertain: boolean;
  years: number[];
}

const DAY_MS = 86_400_000;
const SATURDAY = 6;
const SUNDAY = 0;
/** Working days that a clock may run at most: about four years, so that a slip of the finger ends. */
const MOST = 1000;

const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** `2026-11-26` and so many calendar days on. */
export const dayAfter = (day: string, by = 1): string => dayOf(msOf(day) + by * DAY_MS);

/** The instant at which an office's day ends (24:00), as ISO text in UTC. */
export const endOfDay = (day: string): string =>
  new Date(`${dayAfter(day)}T00:00:00${OFFICE_OFFSET}`).toISOString();

export function calendarOf(years: readonly WorkYear[]): WorkCalendar {
  return new Map(
    years.map(({ year, status, days }) => [
      year,
      { status, kinds: new Map(days.map(({ day, kind }) => [day, kind])) },
    ]),
  );
}

/** Whether offices work on a day; by its weekday alone where the year says nothing of it. */
export function isWorkday(calendar: WorkCalendar, day: string): boolean {
  const kind = calendar.get(yearOf(day))?.kinds.get(day);
  if (kind !== undefined) return kind === 'work';
  const weekday = new Date(msOf(day)).getUTCDay();
  return weekday !== SATURDAY && weekday !== SUNDAY;
}

/**
 * The n-th working day after a day, which does not count itself: how 政府信息公开条例 and the publicity rules count
 * (民法典 Art. 201). @throws RangeError for a number below 1 or above 1000, or for what is no day
 */
export function nthWorkday(calendar: WorkCalendar, after: string, n: number): Certainty & { day: string } {
  if (!Number.isInteger(n) || n < 1 || n > MOST) throw new RangeError(`not a number of working days: ${n}`);
  let day = after;
  for (let left = n; left > 0;) {
    day = dayAfter(day);
    if (isWorkday(calendar, day)) left -= 1;
  }
  return { day, ...certainty(calendar, dayAfter(after), day) };
}

/** How many working days lie after one day and up to another, both of them calendar days; 0 when it is not later. */
export function workdaysBetween(
  calendar: WorkCalendar,
  after: string,
  upTo: string,
): Certainty & { count: number } {
  const [from, to] = [msOf(after), msOf(upTo)];
  if (Number.isNaN(from) || Number.isNaN(to)) throw new RangeError(`not days: ${after}, ${upTo}`);
  let count = 0;
  for (let at = from + DAY_MS; at <= to; at += DAY_MS) if (isWorkday(calendar, dayOf(at))) count += 1;
  return {
    count,
    ...(to > from ? certainty(calendar, dayAfter(after), upTo) : { uncertain: false, years: [] }),
  };
}

/** The category whose announcements are open to objections for a time. */
export const NOTICE_CATEGORY = '公示';
/** 干部任用条例 and 公务员法 Art. 32: not less than five working days. */
export const LEAST_NOTICE_DAYS = 5;
export const MOST_NOTICE_DAYS = 60;

/** For how many working days a version stands as a 公示; undefined when it is none. */
export const noticeDaysOf = (of: { category: string; noticeDays?: number | undefined }): number | undefined =>
  of.category === NOTICE_CATEGORY ? (of.noticeDays ?? LEAST_NOTICE_DAYS) : undefined;

/** When a 公示 stands: from the day after its publication to 24:00 of the last of its working days. */
export interface NoticeWindow extends Certainty {
  days: number;
  first: string;
  last: string;
  /** ISO text in UTC. */
  endsAt: string;
}

/** The shortest window for something that is published on an office's day. */
export function noticeWindow(calendar: WorkCalendar, published: string, days: number): NoticeWindow {
  const { day: last, ...certain } = nthWorkday(calendar, published, days);
  return { days, first: dayAfter(published), last, endsAt: endOfDay(last), ...certain };
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

function certainty(calendar: WorkCalendar, from: string, to: string): Certainty {
  const years: number[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year += 1)
    if (calendar.get(year)?.status !== 'official') years.push(year);
  return { uncertain: years.length > 0, years };
}
