import { dayText } from '../../contract/kit/office-time.js';
import {
  endOfDay,
  nthWorkday,
  workdaysBetween,
  dayAfter,
  type WorkCalendar,
} from '../../contract/kit/workdays.js';

/** A delivery's way as the ledger has it. */
export interface StateEntry {
  deliveryId: string;
  targetId: string;
  state: string;
  at: Date;
}

export interface Outage {
  targetId: string;
  from: Date;
  to?: Date | undefined;
}

/** The spans in which a delivery was `missing`, from its entries in order; an item that ends so was never back. */
export function outagesOf(entries: readonly StateEntry[]): Outage[] {
  const open = new Map<string, Outage>();
  const found: Outage[] = [];
  for (const { deliveryId, targetId, state, at } of entries) {
    const outage = open.get(deliveryId);
    if (state === 'missing' && !outage) {
      const begun: Outage = { targetId, from: at };
      open.set(deliveryId, begun);
      found.push(begun);
    } else if (state !== 'missing' && outage) {
      outage.to = at;
      open.delete(deliveryId);
    }
  }
  return found;
}

/** The part of outages that lies within a window. */
export function within(outages: readonly Outage[], from: Date, to: Date): Outage[] {
  return outages.filter((outage) => outage.from < to && (outage.to === undefined || outage.to > from));
}

/**
 * Which end would give back what outages took: a working day later for each working day of the window that one of them
 * touched, and one at least.
 */
export function endAfter(
  calendar: WorkCalendar,
  outages: readonly Outage[],
  endsAt: Date,
  now: Date,
): { last: string; endsAt: string } {
  const touched = new Set<string>();
  for (const { from, to = now } of outages) {
    const until = dayText(to < endsAt ? to : endsAt);
    for (let day = dayText(from); day <= until; day = dayAfter(day))
      if (workdaysBetween(calendar, dayAfter(day, -1), day).count > 0) touched.add(day);
  }
  const { day: last } = nthWorkday(calendar, lastDay(endsAt), Math.max(1, touched.size));
  return { last, endsAt: endOfDay(last) };
}

/** The last day of a window: its end at 24:00 is the first moment of the next one. */
export const lastDay = (endsAt: Date): string => dayText(new Date(endsAt.getTime() - 1));
