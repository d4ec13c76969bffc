import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inLanes } from '../../e2e/support/in-lanes.js';
import { until } from '../../support/until.js';
import type { Build } from '../ground/build.js';
import { disconnect, type Ground } from '../ground/ground.js';
import type { Outside } from '../outside/outside.js';
import type { Plan } from '../plan/plan.js';
import type { FaultKind, QuirkKind } from '../plan/words.js';
import { audit, type Audit } from './audit.js';
import { ErrandRunner } from './errands.js';
import type { People } from './people.js';
import { settled } from './settle.js';
import { describe, isUndecided, readRows, type Row } from './standing.js';
import { Storm } from './storm.js';

/** The bar: everything is settled so long after the last recovery. Milliseconds. */
export const RECOVERY_MS = 60_000;
const LANES = 4;
/** People write while the disk is full for so long, in seeds with a full disk. Milliseconds. */
const FULL_MS = 700;

export interface SeedResult extends Audit {
  seed: number;
  seconds: number;
  deliveries: number;
  recoveryMs: number;
  /** What had not settled in time. */
  unsettled: string[];
  faults: Partial<Record<FaultKind | QuirkKind, number>>;
  /** What the hub refused to people, who accepted that. */
  refused: string[];
  ledgerFaults: string;
  crashes: string[];
  /** Seconds by what was done. */
  phases: Record<string, number>;
  /** Every delivery as it ended. */
  ends: string[];
  passed: string[];
  log: string[];
  noise: string;
}

/** What all seeds of a run share. */
export interface Stage {
  ground: Ground;
  build: Build;
  outside: Outside;
  people: People;
}

/** Lets one seed happen on fresh data, and compares at the end what the sinks got with what the hub says. */
export async function runSeed(stage: Stage, plan: Plan): Promise<SeedResult> {
  const began = performance.now();
  const { ground, build, outside, people } = stage;
  const watch = new Watch();
  await ground.restore();
  watch.split('restore');
  await outside.order({ do: 'begin', quirks: plan.quirks, gazetteMs: plan.gazetteMs });
  const storm = new Storm(ground, build, outside, plan);
  try {
    await storm.start();
    watch.split('start');
    const runners = plan.errands.map((errand) => new ErrandRunner(people, errand));
    const isFull = plan.faults.some(({ kind }) => kind === 'disk-full');
    const full = isFull ? storm.fillDisk(FULL_MS) : Promise.resolve();
    await inLanes(runners, LANES, (runner) => runner.prepare());
    await full;
    watch.split('write');
    storm.begin();
    const [peopleDone] = await Promise.all([goOut(runners, storm), storm.over()]);
    watch.split('storm');
    const { recoveryMs, unsettled } = await settled(stage, storm, peopleDone);
    watch.split('settle');
    const lost = plan.quirks.filter(({ kind }) => kind === 'loses-item');
    await aftermath(stage, storm, lost);
    watch.split('aftermath');
    const rows = await readRows(ground);
    const { records, shown } = await outside.tell();
    return {
      seed: plan.seed,
      deliveries: rows.length,
      recoveryMs,
      unsettled,
      ...audit(plan, rows, records),
      faults: { ...storm.happened, ...shown },
      refused: runners.flatMap(({ errand, refused }) =>
        refused === undefined ? [] : [`${errand.number}: ${refused}`],
      ),
      passed: [...storm.passed],
      ledgerFaults: await ledgerFaults(stage),
      crashes: storm.crashes,
      phases: watch.phases,
      ends: rows.map(describe),
      log: storm.log,
      noise: storm.noise,
      seconds: (performance.now() - began) / 1000,
    };
  } catch (error) {
    // What the processes said is kept when they end.
    await storm.close();
    throw new Error(`the seed could not be run to its end\n${storm.log.join('\n')}\n${storm.noise}`, {
      cause: error,
    });
  } finally {
    await disconnect(ground);
    await storm.close();
  }
}

class Watch {
  readonly phases: Record<string, number> = {};
  private since = performance.now();

  split(phase: string): void {
    const now = performance.now();
    this.phases[phase] = Number(((now - this.since) / 1000).toFixed(1));
    this.since = now;
  }
}

/** Everything is released, and then recalled or corrected. When people had done their part. */
async function goOut(runners: readonly ErrandRunner[], storm: Storm): Promise<number> {
  await inLanes(runners, LANES, (runner) => runner.release(storm.offMs));
  await Promise.all(runners.map((runner) => runner.follow()));
  return performance.now();
}

/** Enough looks to end every ladder of looks, and one more. */
const MOST_JUMPS = 8;

/**
 * Items vanish outside, and the clock jumps ahead until the patrol has looked at all that is live and every look that
 * nobody can answer has come to its end.
 */
async function aftermath({ ground, outside }: Stage, storm: Storm, lose: Plan['quirks']): Promise<void> {
  const { keys } = (await outside.order({ do: 'lose', items: lose })) as { keys: string[] };
  const open = (rows: readonly Row[]): Row[] =>
    rows.filter((row) => (row.state === 'live' && keys.includes(row.key)) || isUndecided(row, rows));
  for (let jumps = 0; jumps < MOST_JUMPS; jumps += 1) {
    const waiting = open(await readRows(ground));
    if (waiting.length === 0) return;
    const ahead = Math.max(...waiting.map(({ dueInMs }) => dueInMs ?? 0));
    if (ahead > 0) await storm.jump(Math.ceil(ahead) + 100);
    const changed = async (): Promise<boolean> => {
      const rows = await readRows(ground);
      return waiting.every((before) => {
        const now = rows.find(({ id }) => id === before.id);
        return now?.state !== before.state || now.looks !== before.looks || before.operation === 'recall';
      });
    };
    await until(changed, Boolean, { withinMs: 60_000, everyMs: 200 });
  }
}

/** Empty when `npm run ledger:verify` finds nothing. */
async function ledgerFaults({ ground, build }: Stage): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ...ground.verifierEnvironment() };
  try {
    await promisify(execFile)(process.execPath, [build.verifier], { env });
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
