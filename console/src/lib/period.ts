import { dayStart, shiftDay, shiftMonth } from './month.js';

/** Periods that have a name, as they stand in an address. */
export const namedPeriods = [
  '7d',
  '30d',
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
] as const;
export type NamedPeriod = (typeof namedPeriods)[number];
/** Those that lists are narrowed down by. */
export const listPeriods: readonly NamedPeriod[] = ['7d', '30d', 'this-year', 'last-year'];
/** Those that reports are made of. */
export const reportPeriods: readonly NamedPeriod[] = namedPeriods.slice(2);

/** Days of the office, both included; a side that is missing is open. */
export interface Days {
  from?: string;
  to?: string;
}

const spelled = /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/;

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export const isNamed = (text: string): text is NamedPeriod =>
  (namedPeriods as readonly string[]).includes(text);

/** The days that `7d`, `last-year` or `2026-01-01..2026-03-31` mean on a day; none for what is no period. */
export function daysOf(text: string, today: string): Days | undefined {
  const [year, month] = [Number(today.slice(0, 4)), today.slice(0, 7)];
  if (isNamed(text)) {
    switch (text) {
      case '7d':
        return { from: shiftDay(today, -6) };
      case '30d':
        return { from: shiftDay(today, -29) };
      case 'this-month':
        return { from: `${month}-01` };
      case 'last-month':
        return monthsFrom(shiftMonth(month, -1), 1);
      case 'this-quarter':
        return { from: `${quarterOf(month)}-01` };
      case 'last-quarter':
        return monthsFrom(shiftMonth(quarterOf(month), -3), 3);
      case 'this-year':
        return { from: `${year}-01-01` };
      case 'last-year':
        return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    }
  }
  const [whole, from, to] = spelled.exec(text) ?? [];
  if (whole === undefined || ![from, to].every((day) => day === undefined || isDay(day))) return undefined;
  if (from === undefined && to === undefined) return undefined;
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** The first month of a month's quarter. */
const quarterOf = (month: string): string => shiftMonth(month, -((Number(month.slice(5)) - 1) % 3));

const monthsFrom = (month: string, count: number): Days => ({
  from: `${month}-01`,
  to: shiftDay(`${shiftMonth(month, count)}-01`, -1),
});

/** Days that somebody picked, as they stand in an address; empty for none. */
export const spellDays = ({ from = '', to = '' }: Days): string =>
  from === '' && to === '' ? '' : `${from}..${to}`;

/** The instants between which those days lie; the last is no part of them. */
export function instantsOf({ from, to }: Days): { from?: string; to?: string } {
  return {
    ...(from === undefined ? {} : { from: dayStart(from) }),
    ...(to === undefined ? {} : { to: dayStart(shiftDay(to, 1)) }),
  };
}
