const minute = 60_000;
const rungs = [minute / 2, 2 * minute, 10 * minute, 30 * minute, 120 * minute, 300 * minute];

/** After so many failures in a row, about a day of trying, a hook is switched off. */
export const GIVE_UP_AFTER = 10;

/** How long to wait after the given number of failures in a row, in milliseconds. */
export const pauseAfter = (failures: number): number => rungs[Math.min(failures, rungs.length) - 1] ?? 0;
