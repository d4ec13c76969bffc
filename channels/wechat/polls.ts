const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * When the outcome is asked for if no callback has told it, counted from the hand-over. Few, because a new account may
 * ask only 100 times a day (section 4.2).
 */
const waits = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR, 48 * HOUR];

/** All moments at which the outcome may be asked for, the first one first. */
export const pollTimes = (submittedAt: Date): [Date, ...Date[]] => {
  const [first = 0, ...rest] = waits;
  const at = (wait: number) => new Date(submittedAt.getTime() + wait);
  return [at(first), ...rest.map(at)];
};

/** How many questions are due by now; those that were asked before count among them. */
export const dueBy = (submittedAt: Date, now: Date): number =>
  pollTimes(submittedAt).filter((time) => time.getTime() <= now.getTime()).length;

/** When the next question is due; undefined after the last. */
export const nextPoll = (submittedAt: Date, now: Date): Date | undefined =>
  pollTimes(submittedAt).find((time) => time.getTime() > now.getTime());
