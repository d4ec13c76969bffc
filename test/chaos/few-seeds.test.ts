import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { planOf } from './plan/plan.js';
import type { EngineName } from './plan/words.js';

/** One of `npm run chaos` on each engine for every change: kills, wiped queues, a database restarted, a clock set back. */
const few: [EngineName, number[]][] = [
  ['postgres', [22]],
  ['redis', [34]],
];

const Summary = z.looseObject({ deliveries: z.int(), faults: z.record(z.string(), z.int()) });

async function run(engine: EngineName, seeds: readonly number[]): Promise<z.infer<typeof Summary>> {
  const loader = ['--disable-warning=ExperimentalWarning', '--import', './test/support/ts-loader.mjs'];
  const wanted = seeds.flatMap((seed) => ['--seed', String(seed)]);
  const args = [...loader, 'test/chaos/chaos.ts', '--engine', engine, '--json', ...wanted];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((error: unknown) => {
    // A run that found something ends with 1 and still says what.
    const { stdout: said, stderr } = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
    process.stderr.write(stderr);
    if (said === '') throw error;
    return { stdout: said };
  });
  return Summary.parse(JSON.parse(stdout));
}

test.each(few)(
  'on %s, whatever happens under seeds %j, nothing is lost, nothing is doubled, and the sinks are as the ledger says',
  async (engine, seeds) => {
    const summary = await run(engine, seeds);
    expect(summary).toMatchObject({ lost: 0, doubled: 0, untold: 0, crashes: 0, failedSeeds: [] });
    const planned = seeds.flatMap((seed) => planOf(seed, engine).faults).map(({ kind }) => kind);
    expect(Object.keys(summary.faults)).toEqual(expect.arrayContaining([...new Set(planned)]));
    expect(summary.deliveries).toBeGreaterThan(20 * seeds.length);
  },
  420_000,
);

test('a seed is the same plan each time, and the next seed is another one', () => {
  expect(planOf(7, 'redis')).toEqual(planOf(7, 'redis'));
  expect(planOf(8, 'redis').quirks).not.toEqual(planOf(7, 'redis').quirks);
});
