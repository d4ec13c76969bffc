import type { Speed, StatisticsStep, Timeliness } from '../../contract/api.js';
import { dayAfter, isWorkday, type WorkCalendar } from '../../contract/kit/workdays.js';

/** So many items took so many working days (`value`) under a clock that ran in the years from one to another. */
export interface Taken extends Weighed {
  clock: number;
  /** Null when it did not run: published on the day on which it was made. */
  fromYear: number | null;
  toYear: number | null;
}

export interface Weighed {
  value: number;
  weight: number;
}

/**
 * The smallest value that the share `q` of all does not exceed (nearest rank); undefined of nothing. In whatever order
 * the values come.
 */
export function quantileOf(values: readonly Weighed[], q: number): number | undefined {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let passed = 0;
  for (const { value, weight } of sorted) {
    passed += weight;
    if (weight > 0 && passed >= q * total) return value;
  }
  return undefined;
}

export function speedOf(times: readonly Weighed[]): Speed | undefined {
  const [median, p90] = [quantileOf(times, 0.5), quantileOf(times, 0.9)];
  return median === undefined || p90 === undefined ? undefined : { median, p90 };
}

/**
 * How many working days lie between the day `from` and each day up to `to`, both included: the difference of two is what
 * `workdaysBetween` says, and each day is looked at once for however many clocks.
 */
export function workdayNumbers(calendar: WorkCalendar, from: string, to: string): number[] {
  const numbers: number[] = [];
  let count = 0;
  for (let day = from; day <= to; day = dayAfter(day)) {
    if (isWorkday(calendar, day)) count += 1;
    numbers.push(count);
  }
  return numbers;
}

/** The bars of the chart; the last one has no end. */
const bands = [
  [0, 2],
  [3, 5],
  [6, 10],
  [11, 15],
  [16, 20],
  [21, 30],
  [31, undefined],
] as const;

/** How long it took from making to publishing, against the clocks that hold. */
export function timelinessOf(calendar: WorkCalendar, counted: readonly Taken[]): Timeliness {
  const sum = (of: readonly Taken[]): number => of.reduce((total, { weight }) => total + weight, 0);
  const inTime = (of: readonly Taken[]): number => sum(of.filter(({ value, clock }) => value <= clock));
  const clocks = [...new Set(counted.map(({ clock }) => clock))].sort((a, b) => b - a);
  return {
    clocks: clocks.map((clock) => {
      const own = counted.filter((one) => one.clock === clock);
      return { days: clock, items: sum(own), onTime: inTime(own) };
    }),
    items: sum(counted),
    onTime: inTime(counted),
    median: quantileOf(counted, 0.5),
    p90: quantileOf(counted, 0.9),
    longest: quantileOf(counted, 1),
    spread: bands.map(([from, to]) => ({
      from,
      to,
      items: sum(counted.filter(({ value }) => value >= from && value <= (to ?? Infinity))),
    })),
    uncertainYears: uncertainYears(calendar, counted),
  };
}

/** Years that a clock ran in and that no official notice covers. */
function uncertainYears(calendar: WorkCalendar, counted: readonly Taken[]): number[] {
  const years = new Set<number>();
  for (const { fromYear, toYear } of counted)
    if (fromYear !== null && toYear !== null)
      for (let year = fromYear; year <= toYear; year += 1) years.add(year);
  return [...years].filter((year) => calendar.get(year)?.status !== 'official').sort((a, b) => a - b);
}

export type Unit = 'day' | 'month' | 'year';

/** A period of up to two months is told by days, of up to five years by months, a longer one by years. */
export function unitOf(from: string, to: string): Unit {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days <= 62) return 'day';
  return days <= 5 * 366 ? 'month' : 'year';
}

const lengths: Record<Unit, number> = { day: 10, month: 7, year: 4 };

/** The name of a day's step: the day, its month or its year. */
export const stepOf = (day: string, unit: Unit): string => day.slice(0, lengths[unit]);

/** A step for each day, month or year of the period, also for those in which nothing happened. */
export function stepsOf(
  days: readonly { day: string; items: number; corrections: number; live: number }[],
  period: { from: string; to: string },
): StatisticsStep[] {
  const unit = unitOf(period.from, period.to);
  const steps = new Map<string, StatisticsStep>();
  for (let day = period.from; day <= period.to; day = dayAfter(day)) {
    const at = stepOf(day, unit);
    if (!steps.has(at)) steps.set(at, { at, items: 0, corrections: 0, live: 0 });
  }
  for (const { day, items, corrections, live } of days) {
    const step = steps.get(stepOf(day, unit));
    if (!step) throw new RangeError(`${day} is no day of the period`);
    step.items += items;
    step.corrections += corrections;
    step.live += live;
  }
  return [...steps.values()];
}
