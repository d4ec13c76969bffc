import { parseArgs } from 'node:util';

/** What every benchmark understands. `--json` prints one line for scripts and nothing else on standard output. */
export interface BenchOptions {
  engine: 'postgres' | 'redis';
  json: boolean;
  /** Work per round. */
  size: number;
  rounds: number;
}

/** Reads the command line. @throws Error with a sentence about what is wrong with it */
export function readOptions(
  args: readonly string[],
  defaults: { size: number; rounds: number },
): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: 'string', default: 'postgres' },
      json: { type: 'boolean', default: false },
      size: { type: 'string', default: String(defaults.size) },
      rounds: { type: 'string', default: String(defaults.rounds) },
    },
  });
  const { engine } = values;
  if (engine !== 'postgres' && engine !== 'redis')
    throw new Error(`--engine ${engine} does not exist: there are postgres and redis.`);
  return {
    engine,
    json: values.json,
    size: whole('--size', values.size),
    rounds: whole('--rounds', values.rounds),
  };
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
