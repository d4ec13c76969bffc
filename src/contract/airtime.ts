import { calendarOf, dayAfter, isWorkday, type WorkCalendar } from './kit/workdays.js';
import { OFFICE_ZONE } from './kit/office-time.js';
import type { Programme, When } from './programme.js';

/**
 * When something is on air, by the clock on the wall. An instant has exactly one reading of that clock, also where
 * summer time makes an hour twice or leaves one out, so an instant is always either within a window or not.
 */

/** What calendar and clock on the wall of a zone say at an instant. */
export interface Wall {
  /** `2026-10-01` */
  day: string;
  /** Since midnight, whole. */
  minute: number;
  /** Milliseconds of the minute. */
  rest: number;
}

const minuteMs = 60_000;
const dayMinutes = 1_440;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...fields, ...time });
  } catch {
    // An old browser does not know a new zone's name. A screen that shows nothing is worse than one that is off.
    format = new Intl.DateTimeFormat('en-GB', { timeZone: OFFICE_ZONE, ...fields, ...time });
  }
  formats.set(zone, format);
  return format;
}

/** Whether the browser or the hub knows the zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function read(zone: string, at: number): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) found[type] = value;
  return found;
}

export function wallAt(zone: string, at: number): Wall {
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = read(zone, at);
  return {
    day: `${year}-${month}-${day}`,
    minute: Number(hour) * 60 + Number(minute),
    rest: Number(second) * 1000 + (((at % 1000) + 1000) % 1000),
  };
}

/** What the wall's clock is ahead of UTC, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  const { day, minute, rest } = wallAt(zone, at);
  return Date.parse(`${day}T00:00:00Z`) + minute * minuteMs + rest - at;
}

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

const calendars = new WeakMap<Programme['calendar'], WorkCalendar>();
/** The calendar as the working-day functions want it. Years that it says nothing of have their weekends. */
export function workCalendarOf(calendar: Programme['calendar']): WorkCalendar {
  const known = calendars.get(calendar);
  if (known) return known;
  const days = [
    ...calendar.off.map((day) => ({ day, kind: 'off' as const })),
    ...calendar.work.map((day) => ({ day, kind: 'work' as const })),
  ];
  const years = [...new Set(days.map(({ day }) => Number(day.slice(0, 4))))];
  const made = calendarOf(
    years.map((year) => ({
      year,
      status: 'official',
      days: days.filter(({ day }) => Number(day.slice(0, 4)) === year),
    })),
  );
  calendars.set(calendar, made);
  return made;
}

/** Whether `when` is open at what the wall says. */
export function isOnAir(when: When, wall: Wall, calendar: Programme['calendar']): boolean {
  const { dayparts = [] } = when;
  if (dayparts.length === 0) return isItsDay(when, wall.day, calendar);
  return dayparts.some((daypart) => {
    const [from, to] = [minuteOf(daypart.from), minuteOf(daypart.to)];
    const isToday = (): boolean => isItsDay(when, wall.day, calendar);
    if (from < to) return from <= wall.minute && wall.minute < to && isToday();
    // It crosses midnight: the evening of its day, or the small hours of the day after.
    if (wall.minute >= from && isToday()) return true;
    return wall.minute < to && isItsDay(when, dayAfter(wall.day, -1), calendar);
  });
}

function isItsDay(when: When, day: string, calendar: Programme['calendar']): boolean {
  if (when.from !== undefined && day < when.from) return false;
  if (when.to !== undefined && day > when.to) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  if (when.weekdays && when.weekdays.length > 0 && !when.weekdays.includes(weekday)) return false;
  if (when.days === undefined) return true;
  if (when.days === 'holidays') return calendar.off.includes(day);
  return isWorkday(workCalendarOf(calendar), day) === (when.days === 'workdays');
}

/**
 * An instant after `at` up to which no window of `whens` opens or closes: the next of their times on the wall, the
 * next midnight, or the next change of the zone's offset, whatever comes first.
 */
export function nextEdge(zone: string, whens: readonly When[], at: number): number {
  const { minute, rest } = wallAt(zone, at);
  const times = whens.flatMap(({ dayparts = [] }) =>
    dayparts.flatMap(({ from, to }) => [minuteOf(from), minuteOf(to)]),
  );
  const next = Math.min(dayMinutes, ...times.filter((time) => time > minute));
  const edge = at + (next - minute) * minuteMs - rest;
  return changeOfOffset(zone, at, edge) ?? edge;
}

/** The first instant of another offset, within a day at most; undefined when there is none. */
function changeOfOffset(zone: string, after: number, upTo: number): number | undefined {
  const before = offsetAt(zone, after);
  if (offsetAt(zone, upTo) === before) return undefined;
  let [same, other] = [after, upTo];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(zone, middle) === before) same = middle;
    else other = middle;
  }
  return other;
}
