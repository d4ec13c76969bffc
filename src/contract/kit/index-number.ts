/** The parts of a pattern that stand for something else. `{serial:5}` has at least five digits. */
const PART = /\{([^{}]*)\}/g;
const SERIAL = /^serial:[3-8]$/;
const LITERAL = /^[A-Za-z0-9/_.-]*$/;
export const MOST_PATTERN = 60;

/** Why numbers of a pattern could be the same twice, or are none. */
export type PatternFault = 'empty' | 'too_long' | 'no_serial' | 'two_serials' | 'unknown_part' | 'signs';

/**
 * What is wrong with a pattern of index numbers, e.g. `MB9900005/{year}-{serial:5}`; undefined for a good one. One serial
 * is what keeps two documents apart; a year makes it begin anew each year, and without one it never does.
 */
export function patternFault(pattern: string): PatternFault | undefined {
  if (pattern.trim() === '') return 'empty';
  if (pattern.length > MOST_PATTERN) return 'too_long';
  const parts = Array.from(pattern.matchAll(PART), ([, part = '']) => part);
  if (parts.some((part) => part !== 'year' && !SERIAL.test(part))) return 'unknown_part';
  const serials = parts.filter((part) => SERIAL.test(part)).length;
  if (serials === 0) return 'no_serial';
  if (serials > 1) return 'two_serials';
  return LITERAL.test(pattern.replaceAll(PART, '')) ? undefined : 'signs';
}

/** Whether the serial begins anew each year. */
export const isYearly = (pattern: string): boolean => pattern.includes('{year}');

/** The number that a good pattern makes, e.g. `MB9900005/2026-00132`. A serial with more digits than it has room for grows. */
export function indexNumber(pattern: string, year: number, serial: number): string {
  return pattern.replaceAll(PART, (_whole, part: string) =>
    part === 'year' ? String(year) : String(serial).padStart(Number(part.slice('serial:'.length)), '0'),
  );
}
