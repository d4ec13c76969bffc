import { parseArgs } from 'node:util';
import { startTestCluster } from '../medium/support/cluster.js';
import { plants } from './plants.js';
import { soak } from './run.js';

/*
 * npm run soak -- [--short | --transitions N] [--screens N] [--speed N] [--seed N] [--plant black|wrong|leak] [--json]
 * Ends with 1 when the glass was black or showed something else than it should, or when memory grows.
 */
const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    transitions: { type: 'string' },
    screens: { type: 'string', default: '5' },
    speed: { type: 'string', default: '15' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'string' },
    within: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${name} has to be a whole number above 0.`);
  return value;
}

const { plant, json } = values;
if (plant !== undefined && !(plant in plants))
  throw new Error(`--plant ${plant} does not exist: there are ${Object.keys(plants).join(', ')}.`);
const transitions = whole('transitions', values.transitions ?? (values.short ? '3000' : '20000'));
const cluster = await startTestCluster();
try {
  const result = await soak({
    transitions,
    screens: whole('screens', values.screens),
    speed: whole('speed', values.speed),
    seed: whole('seed', values.seed),
    plant,
    // Some fifteen a second; a machine that does a fifth of that is too busy to say anything.
    withinMs: values.within === undefined ? transitions * 350 : whole('within', values.within) * 1000,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
  const { blackMs, wrongSceneMs, heapSlope } = result;
  const isBad = blackMs > 0 || wrongSceneMs > 0 || heapSlope.from > 0 || result.transitions < transitions;
  process.exitCode = isBad ? 1 : 0;
} finally {
  await cluster.stop();
}
