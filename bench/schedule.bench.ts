import 'reflect-metadata';
import { anOffice, aTarget, aVersion } from '../test/factories/office.js';
import { RedisServer } from '../test/support/redis-server.js';
import { startBenchHub, type Ground } from './deliver/hub.js';
import { prepare } from './deliver/rounds.js';
import { lateness, quantile, stagger, untilStates } from './deliver/times.js';
import { end, start } from './deliver/workers.js';
import { withCluster } from './cluster.js';
import { readOptions, round } from './options.js';

/*
 * Being on time (architecture.md section 9): so many deliveries due within one minute, evenly; how late each attempt
 * began after its publish time, and whether any began early. Then an outage: as many are overdue when the hub starts, and
 * the time until the last of them has begun. Three sizes in one run. Floor: a timer for each due time in this process,
 * which does nothing else.
 */
const options = readOptions(process.argv.slice(2), { size: 5_000, rounds: 1 });
const sizes = [0.25, 0.5, 1].map((part) => Math.round(options.size * part));
const MINUTE_MS = 60_000;
/** From writing the due times to the first of them. */
const AHEAD_MS = 3_000;

interface Figures {
  size: number;
  p50LateMs: number;
  p99LateMs: number;
  early: number;
  overdueMs: number;
}

const result = await withCluster(async (postgres, dataDir) => {
  const { child: sink, said } = await start('sink.process.ts');
  const redis = options.engine === 'redis' ? await RedisServer.start() : undefined;
  const ground: Ground = {
    appUrl: postgres.appUrl(),
    ownerUrl: postgres.ownerUrl(),
    dataDir,
    sinkUrl: (said as { url: string }).url,
    redisUrl: redis?.url,
  };
  try {
    const floorMs = await floor(options.size);
    const figures: Figures[] = [];
    for (const size of sizes) figures.push(await measure(ground, size));
    const [small, , large] = figures;
    if (!small || !large) throw new Error('nothing was measured');
    return {
      bench: 'schedule',
      engine: options.engine,
      ...large,
      floorP99LateMs: round(floorMs, 1),
      ratio: round(floorMs / large.p99LateMs, 3),
      growth: round(large.p99LateMs / small.p99LateMs, 2),
      sizes: figures,
    };
  } finally {
    await redis?.stop();
    await end(sink);
  }
});
process.stdout.write(`${JSON.stringify(result)}\n`);

async function measure(ground: Ground, size: number): Promise<Figures> {
  const hub = await startBenchHub(ground, 'worker,scheduler');
  const office = await anOffice(hub);
  const place = { url: ground.sinkUrl, step: false };
  const target = await aTarget(hub, office, 'sink', place, 256);
  const { versionId } = await aVersion(hub, office, [{ id: target, channel: 'sink' }]);
  await prepare(hub, versionId, target, size);
  await stagger(hub, target, AHEAD_MS, MINUTE_MS);
  await untilStates(hub, target, size, 'live');
  const { begunMs } = await lateness(hub, target);
  if (begunMs.length !== size) throw new Error(`${String(begunMs.length)} of ${String(size)} were begun`);

  const overdue = await aTarget(hub, office, 'sink', place, 256);
  const second = await aVersion(hub, office, [{ id: overdue, channel: 'sink' }]);
  await prepare(hub, second.versionId, overdue, size);
  await hub.stop();
  const overdueMs = await afterAnOutage(ground, overdue, size);
  const figures = {
    size,
    p50LateMs: round(quantile(begunMs, 0.5), 1),
    p99LateMs: round(quantile(begunMs, 0.99), 1),
    early: begunMs.filter((late) => late < 0).length,
    overdueMs: Math.round(overdueMs),
  };
  if (!options.json) process.stderr.write(`${JSON.stringify(figures)}\n`);
  return figures;
}

/** Milliseconds from the hub's start to the moment at which the last of what was overdue has begun. */
async function afterAnOutage(ground: Ground, target: string, size: number): Promise<number> {
  const idle = await startBenchHub(ground, 'web');
  await stagger(idle, target, -MINUTE_MS, MINUTE_MS / 2);
  await idle.stop();
  const begin = Date.now();
  const hub = await startBenchHub(ground, 'worker,scheduler');
  await untilStates(hub, target, size, 'sending', 'accepted', 'live');
  const took = Date.now() - begin;
  await untilStates(hub, target, size, 'live');
  await hub.stop();
  return took;
}

/** How late timers for as many due times are in a process that has nothing else to do, in milliseconds (p99). */
async function floor(size: number): Promise<number> {
  // A tenth of the minute with a tenth of the timers: the rate is the same.
  const span = MINUTE_MS / 10;
  const count = Math.max(1, Math.round(size / 10));
  const begin = performance.now();
  const late = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const due = (index / count) * span;
      return new Promise<number>((resolve) =>
        setTimeout(() => {
          resolve(performance.now() - begin - due);
        }, due),
      );
    }),
  );
  return quantile(late, 0.99);
}
