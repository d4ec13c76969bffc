import { dayText, minuteText, OFFICE_OFFSET, OFFICE_ZONE } from '../../../src/contract/kit/office-time.js';

// Days and hours are the office's, wherever the browser is: a leader abroad plans and reads the same times.

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How people would name the moment, seen from `now`. The dictionary turns it into words. */
export type MomentWord = 'justNow' | 'yesterday' | 'today' | 'tomorrow' | 'thisYear' | 'otherYear';

/** Days from `now`'s calendar day to `at`'s in the office; negative is the past. */
export function dayDistance(at: Date, now: Date): number {
  const day = (d: Date) => Date.parse(dayText(d));
  return Math.round((day(at) - day(now)) / DAY);
}

const yearOf = (at: Date): string => dayText(at).slice(0, 4);

/** Which word fits. A moment of the last minute is "just now"; one in the coming minute is not. */
export function momentWord(at: Date, now: Date): MomentWord {
  const age = now.getTime() - at.getTime();
  if (age >= 0 && age < MINUTE) return 'justNow';
  switch (dayDistance(at, now)) {
    case -1:
      return 'yesterday';
    case 0:
      return 'today';
    case 1:
      return 'tomorrow';
    default:
      return yearOf(at) === yearOf(now) ? 'thisYear' : 'otherYear';
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept, because a page writes hundreds of moments and making a format takes longer than using it. */
function inOffice(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { timeZone: OFFICE_ZONE, ...options });
  formats.set(key, made);
  return made;
}

/** `10:30` */
export function clockTime(at: Date, language: string): string {
  return inOffice(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `11月26日`, with the year when it is not `now`'s. */
export function calendarDay(at: Date, now: Date, language: string): string {
  return inOffice(language, {
    ...(yearOf(at) === yearOf(now) ? {} : { year: 'numeric' }),
    month: language.startsWith('zh') ? 'long' : 'short',
    day: 'numeric',
  }).format(at);
}

/** The full moment, for hovering and for the record: `2026年11月26日星期四 10:30:05`. */
export function fullMoment(at: Date, language: string): string {
  return inOffice(language, { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' }).format(at);
}

/** `2026年11月26日星期四` */
export function fullDay(at: Date, language: string): string {
  return inOffice(language, { dateStyle: 'full' }).format(at);
}

/** What the office's clock shows, as `2026-11-26T10:30`: the form that pickers of days and hours work in. */
export function officeClock(at: Date): string {
  return minuteText(at).replace(' ', 'T');
}

/** The instant at which the office's clock shows `2026-11-26T10:30`, as ISO text. */
export function instantOf(officeClock: string): string {
  return new Date(`${officeClock}:00${OFFICE_OFFSET}`).toISOString();
}

/** How long something took, in the unit that a person would use. */
export type Span = { unit: 'ms' | 's' | 'min' | 'h' | 'd'; amount: string };

export function span(milliseconds: number): Span {
  const ms = Math.max(0, milliseconds);
  if (ms < 1_000) return { unit: 'ms', amount: String(Math.round(ms)) };
  if (ms < 60_000) return { unit: 's', amount: (ms / 1_000).toFixed(ms < 9_950 ? 1 : 0) };
  if (ms < 3_600_000) return { unit: 'min', amount: String(Math.round(ms / 60_000)) };
  if (ms < 48 * 3_600_000) return { unit: 'h', amount: String(Math.round(ms / 3_600_000)) };
  return { unit: 'd', amount: String(Math.round(ms / DAY)) };
}

/** A running time as a watch shows it: `0:07`, `12:05`, `1:02:03`. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const two = (part: number) => String(part).padStart(2, '0');
  const [h, min, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${String(h)}:${two(min)}:${two(s)}` : `${String(min)}:${two(s)}`;
}

/** `10:30:05`, where the second matters. */
export function clockSecond(at: Date, language: string): string {
  return inOffice(language, { timeStyle: 'medium', hourCycle: 'h23' }).format(at);
}
