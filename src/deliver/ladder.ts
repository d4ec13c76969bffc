/** Waits before the next run of what is known not to have been sent, in milliseconds (architecture.md section 4). */
const retryLadder = [5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000, 18_000_000] as const;

/** The wait after the `tries`-th run (1 is the first); undefined when the ladder has ended. */
export function retryWait(tries: number): number | undefined {
  return retryLadder[tries - 1];
}

/** Waits between looks that could not tell, in milliseconds. After the last one a person has to say. */
const lookLadder = [1_000, 5_000, 15_000, 60_000, 300_000, 900_000] as const;

/** The wait after the `looks`-th look without an answer (1 is the first); undefined when a person has to say. */
export function lookWait(looks: number): number | undefined {
  return lookLadder[looks - 1];
}

/** How often something pending is looked at when its channel names no time. Milliseconds, by age of the attempt. */
export function pendingWait(ageMs: number): number {
  return Math.min(Math.max(ageMs, 2_000), 300_000);
}

/**
 * When what is live is looked at again: after as long as it has been live so far, at least ten minutes and at most a
 * week, so that a year costs some sixty looks.
 */
export function patrolWait(liveMs: number): number {
  return Math.min(Math.max(liveMs, 600_000), 604_800_000);
}

/** So many calls in a row that did not reach a target: from then on it is tried with one delivery at a time. */
export const CIRCUIT_FAILURES = 5;
/** The first pause before a trial, and the longest; each trial that fails doubles it. */
export const CIRCUIT_PAUSE_MS = 5_000;
export const CIRCUIT_LONGEST_MS = 60_000;

/** One run of a channel may take this long; then its signal aborts and its outcome is unknown. */
export const RUN_TIMEOUT_MS = 45_000;
/** A claim holds this long. Longer than any run, so that nobody takes over from a worker that still acts. */
export const LEASE_MS = 60_000;
/** A queued delivery that nobody claimed for so long is queued again: the queue may have been wiped. */
export const REQUEUE_MS = 30_000;
/** At most so many deliveries of a channel are in its queue. */
export const ADMIT_LIMIT = 256;
/** At most so many of what is live are looked at in one round: the patrol must not hold anybody up. */
export const PATROL_LIMIT = 4;
