import { mkdir, writeFile } from 'node:fs/promises';
import { inspect, parseArgs } from 'node:util';
import { prepareBuild } from './ground/build.js';
import { DistributedGround } from './ground/distributed.js';
import { EmbeddedGround } from './ground/embedded.js';
import type { Ground } from './ground/ground.js';
import { Node } from './ground/node.js';
import { Outside } from './outside/outside.js';
import { nodesOf, planOf, type Plan } from './plan/plan.js';
import { boundaries, type EngineName } from './plan/words.js';
import { settle } from './run/people.js';
import { complaints, isBad, summary } from './run/report.js';
import { runSeed, type SeedResult, type Stage } from './run/seed.js';

/*
 * npm run chaos -- --engine postgres|redis --seeds N [--from S] [--seed S …] [--json]: docs/adr/0026 says what a seed is.
 * Ends with 1 when something was lost, doubled, untold or too slow, or when a seed could not be run.
 */
interface Options {
  engine: EngineName;
  seeds: number[];
  json: boolean;
}

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      engine: { type: 'string', default: 'postgres' },
      seeds: { type: 'string', default: '10' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
    },
  });
  const { engine, json } = values;
  if (engine !== 'postgres' && engine !== 'redis')
    throw new Error(`--engine ${engine} does not exist: there are postgres and redis.`);
  if (values.seed !== undefined)
    return { engine, json, seeds: values.seed.map((seed) => whole('--seed', seed)) };
  const from = whole('--from', values.from);
  return {
    engine,
    json,
    seeds: Array.from({ length: whole('--seeds', values.seeds) }, (_, index) => from + index),
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} has to be a whole number above 0.`);
  return value;
}

const { engine, seeds, json } = readOptions(process.argv.slice(2));
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** The servers, an office with its people, and what every seed begins with. */
async function withStage(use: (stage: Stage) => Promise<void>): Promise<void> {
  const build = await prepareBuild(`${engine}-${process.pid}`);
  const outside = await Outside.start();
  const origins = Object.values(outside.urls);
  const ground: Ground =
    engine === 'redis' ? await DistributedGround.start(origins) : await EmbeddedGround.start(origins);
  try {
    const [first = 'hub'] = nodesOf(engine);
    const node = new Node(build, ground.environment(first), [], {
      wait: () => undefined,
      pass: () => undefined,
    });
    if (!(await node.ready())) throw new Error(`the hub did not start: ${node.noise}`);
    const people = await settle(ground, outside.urls);
    await node.end('SIGTERM');
    await ground.keep();
    await Promise.race([use({ ground, build, outside, people }), brokenOff()]);
  } finally {
    await Node.endAll();
    await outside.stop();
    await ground.stop();
    await build.remove();
  }
}

/** Rejects when somebody wants the run to end, so that no server is left behind. */
function brokenOff(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        reject(new Error(`the run was broken off by ${signal}`));
      });
  });
}

function tellPlan({ seed, faults, quirks }: Plan): void {
  say(`seed ${seed}`);
  for (const { id, node, at, ms } of faults)
    say(`  ${id}: ${node} ${at.side} ${at.boundary} ${at.nth}, ${ms} ms`);
  for (const { kind, target, announcement, step } of quirks)
    say(`  ${kind}: announcement ${announcement} at ${target}${step === undefined ? '' : ` (${step})`}`);
}

async function tell(result: SeedResult): Promise<void> {
  const { seconds, recoveryMs, deliveries, unconfirmed } = result;
  for (const line of [...result.log, ...result.refused]) say(`  · ${line}`);
  for (const line of complaints(result)) say(`  ✗ ${line}`);
  const verdict = isBad(result) ? 'FAILED' : 'good';
  say(
    `  ${verdict} in ${seconds.toFixed(1)} s (${Object.entries(result.phases)
      .map((one) => one.join(' '))
      .join(', ')}): ${deliveries} deliveries, recovered in ${recoveryMs} ms, ${unconfirmed} unconfirmed`,
  );
  if (isBad(result)) await keep(result.seed, JSON.stringify(result, null, 2));
}

/** What there is to look at after a failure. */
async function keep(seed: number, text: string): Promise<void> {
  await mkdir('test-results/chaos', { recursive: true });
  await writeFile(`test-results/chaos/${engine}-${seed}.json`, `${text}\n`);
}

const results: SeedResult[] = [];
const crashed: number[] = [];
await withStage(async (stage) => {
  for (const seed of seeds) {
    const plan = planOf(seed, engine);
    tellPlan(plan);
    try {
      const result = await runSeed(stage, plan);
      results.push(result);
      await tell(result);
    } catch (error) {
      crashed.push(seed);
      const text = inspect(error);
      say(`  ✗ ${text}`);
      await keep(seed, text);
    }
  }
});

/** A boundary that no process ever came to is not tested: a statement was renamed, or nothing of its kind happened. */
const silent = boundaries.filter((name) => !results.some(({ passed }) => passed.includes(`${name} after`)));
if (silent.length > 0) say(`never come to: ${silent.join(', ')}`);
const line = summary(engine, results, crashed);
process.stdout.write(
  json ? `${JSON.stringify({ ...line, silent })}\n` : `${JSON.stringify({ ...line, silent }, null, 2)}\n`,
);
// A few seeds do not have to come everywhere.
const isBlind = silent.length > 0 && seeds.length >= 10;
process.exitCode = line.failedSeeds.length > 0 || isBlind ? 1 : 0;
