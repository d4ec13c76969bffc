import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { z } from 'zod';

const Result = z.looseObject({
  transitions: z.int(),
  blackMs: z.int(),
  wrongSceneMs: z.int(),
  heapSlope: z.object({ slope: z.number(), from: z.number(), to: z.number() }),
  faults: z.record(z.string(), z.int()),
  heals: z.looseObject({ page: z.int(), process: z.int() }),
  notes: z.array(z.string()),
});

/** `npm run soak` in a process of its own: it counts what a browser has drawn, which jest's own work would disturb. */
async function run(...wish: string[]): Promise<z.infer<typeof Result>> {
  const loader = ['--disable-warning=ExperimentalWarning', '--import', './test/support/ts-loader.mjs'];
  const args = [...loader, 'test/soak/soak.ts', '--json', ...wish];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((error: unknown) => {
    // A run that found something ends with 1 and still says what.
    const { stdout: said, stderr } = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
    process.stderr.write(stderr);
    if (said === '') throw error;
    return { stdout: said };
  });
  return Result.parse(JSON.parse(stdout));
}

test('3,000 transitions with faults: never black, never the wrong scene, no memory left behind', async () => {
  const result = await run('--short');
  process.stderr.write(`${JSON.stringify(result)}\n`);
  expect(result).toMatchObject({ blackMs: 0, wrongSceneMs: 0, heals: { page: 0, process: 0 } });
  expect(result.transitions).toBeGreaterThanOrEqual(3_000);
  expect(result.heapSlope.from).toBeLessThanOrEqual(0);
  expect(Object.keys(result.faults).length).toBeGreaterThanOrEqual(8);
}, 600_000);

test.each([
  ['black', 'blackMs'],
  ['wrong', 'wrongSceneMs'],
] as const)(
  'it sees a player that is %s now and then',
  async (plant, figure) => {
    expect((await run('--plant', plant, '--transitions', '120', '--screens', '2'))[figure]).toBeGreaterThan(
      0,
    );
  },
  240_000,
);
