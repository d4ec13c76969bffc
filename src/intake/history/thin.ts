import { dayText } from '../../contract/kit/office-time.js';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** A kept state, as far as it matters for how long it is kept. */
export interface KeptState {
  id: string;
  at: Date;
  submitted: boolean;
}

/**
 * The ids of what need not be kept any longer. All of the last day is, then the newest of each hour for a week, then the
 * newest of each day in the office's zone; and what was submitted always.
 */
export function superfluous(states: readonly KeptState[], now: Date): string[] {
  const newest = new Map<string, KeptState>();
  const thinned = states.filter(({ at, submitted }) => !submitted && now.getTime() - at.getTime() > DAY_MS);
  for (const state of thinned) {
    const span = spanOf(state, now);
    const known = newest.get(span);
    if (known === undefined || isNewer(state, known)) newest.set(span, state);
  }
  return thinned.filter((state) => newest.get(spanOf(state, now)) !== state).map(({ id }) => id);
}

/** The hour or the day of which one state is enough. */
function spanOf({ at }: KeptState, now: Date): string {
  if (now.getTime() - at.getTime() > WEEK_MS) return dayText(at);
  return `hour ${Math.floor(at.getTime() / HOUR_MS)}`;
}

const isNewer = (one: KeptState, other: KeptState): boolean =>
  one.at.getTime() === other.at.getTime() ? one.id > other.id : one.at > other.at;
