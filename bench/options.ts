import { parseArgs } from 'node:util';

/** What every benchmark understands. `--json` prints one line for scripts and nothing else on standard output. */
export interface BenchOptions {
  engine: 'postgres' | 'redis';
  json: boolean;
  /** Work per round. */
  size: number;
  rounds: number;
}

/**
 * Reads the command line; `own` are the whole numbers that one benchmark understands beside these, with their defaults.
 * @throws Error with a sentence about what is wrong with it
 */
export function readOptions<K extends string = never>(
  args: readonly string[],
  defaults: { size: number; rounds: number },
  own: Record<K, number> = {} as Record<K, number>,
): BenchOptions & Record<K, number> {
  const numbers: Record<string, number> = { ...defaults, ...own };
  const named = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [
      name,
      { type: 'string' as const, default: String(value) },
    ]),
  );
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: 'string', default: 'postgres' },
      json: { type: 'boolean', default: false },
      ...named,
    },
  });
  const { engine } = values;
  if (engine !== 'postgres' && engine !== 'redis')
    throw new Error(`--engine ${engine} does not exist: there are postgres and redis.`);
  const given = values as Record<string, unknown>;
  const read = Object.keys(numbers).map((name) => [name, whole(`--${name}`, String(given[name]))]);
  return { ...(Object.fromEntries(read) as BenchOptions & Record<K, number>), engine, json: values.json };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} has to be a whole number above 0.`);
  return value;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** To so many digits behind the point. */
export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
