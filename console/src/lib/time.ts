const MINUTE = 60_000;
const DAY = 86_400_000;

/** How people would name the moment, seen from `now`. The dictionary turns it into words. */
export type MomentWord = 'justNow' | 'yesterday' | 'today' | 'tomorrow' | 'thisYear' | 'otherYear';

/** Days from `now`'s calendar day to `at`'s, in the browser's own zone; negative is the past. */
export function dayDistance(at: Date, now: Date): number {
  const day = (d: Date) => Date.UTC(d.getFullYear(), d.getMonth(), d.getDate());
  return Math.round((day(at) - day(now)) / DAY);
}

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
      return at.getFullYear() === now.getFullYear() ? 'thisYear' : 'otherYear';
  }
}

/** `10:30` */
export function clockTime(at: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  );
}

/** `11月26日`, with the year when it is not `now`'s. */
export function calendarDay(at: Date, now: Date, language: string): string {
  const sameYear = at.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(language, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: language.startsWith('zh') ? 'long' : 'short',
    day: 'numeric',
  }).format(at);
}

/** The full moment, for hovering and for the record: `2026年11月26日星期四 10:30:05`. */
export function fullMoment(at: Date, language: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'full',
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).format(at);
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
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' }).format(at);
}
