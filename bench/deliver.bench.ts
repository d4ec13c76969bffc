import 'reflect-metadata';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { bareQueue } from '../src/queue/bare.js';
import { anOffice, aTarget, aVersion } from '../test/factories/office.js';
import { RedisServer } from '../test/support/redis-server.js';
import { CONCURRENCY, startBenchHub, type Ground } from './deliver/hub.js';
import { boundBy, startLoad } from './deliver/load.js';
import { committed, drain, prepare } from './deliver/rounds.js';
import { end, start, withWorkers } from './deliver/workers.js';
import { withCluster } from './cluster.js';
import { median, readOptions, round } from './options.js';

/*
 * The full pipeline beside bare BullMQ on the same engine (architecture.md section 9): rounds of both, interleaved.
 * Floor: one worker at concurrency 32 drains a queue that addBulk filled. Pipeline: one job a delivery against a sink in
 * another process over HTTP, one POST and one read-back, first verify inline. On Redis, also how it grows with the
 * number of worker processes.
 */
const options = readOptions(process.argv.slice(2), { size: 2_000, rounds: 5 });
const { size, rounds } = options;
const workerCounts = [1, 2, 4] as const;
const workerRounds = Math.min(rounds, 3);

interface Seed {
  versionId: string;
  target: string;
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
    const { seed, ...figures } = await measureOne(ground);
    const workers = redis ? await measureMany(ground, seed) : undefined;
    const drained = rounds + 1 + (redis ? workerCounts.length * (workerRounds + 1) : 0);
    return {
      ...figures,
      ...(workers ? { deliveriesPerSecondByWorkers: workers } : {}),
      ...(await outcome(sink, drained)),
    };
  } finally {
    await redis?.stop();
    await end(sink);
  }
});
process.stdout.write(`${JSON.stringify(result)}\n`);

/** One process that does everything, beside the floor in the same process. */
async function measureOne(ground: Ground) {
  const hub = await startBenchHub(ground, 'worker');
  const office = await anOffice(hub);
  const target = await aTarget(hub, office, 'sink', { url: ground.sinkUrl, step: false }, 256);
  const { versionId } = await aVersion(hub, office, [{ id: target, channel: 'sink' }]);
  const floor: number[] = [];
  const pipeline: number[] = [];
  const commits: number[] = [];
  const busy: number[] = [];
  const hubCpu: number[] = [];
  // One of each to warm up; it is not counted.
  for (let turn = 0; turn <= rounds; turn++) {
    const bare = await bareQueue(hub.queue, `bare-${turn}`, size, CONCURRENCY);
    await prepare(hub, versionId, target, size);
    let before = 0;
    let load = startLoad();
    const ours = await drain(hub, target, async () => {
      before = await committed(hub.pool);
      load = startLoad();
    });
    const { busyPercent, cpuMs } = load();
    const spent = ((await committed(hub.pool)) - before) / size;
    if (turn === 0) continue;
    floor.push(size / bare);
    pipeline.push(size / ours);
    commits.push(spent);
    busy.push(busyPercent);
    hubCpu.push(cpuMs / size);
    tell(`round ${turn}: bare ${round(size / bare)} jobs/s, pipeline ${round(size / ours)} deliveries/s`);
  }
  await hub.stop();
  return {
    seed: { versionId, target },
    bench: 'deliver',
    engine: options.engine,
    ratio: round(median(pipeline) / median(floor), 3),
    deliveriesPerSecond: round(median(pipeline), 1),
    floorJobsPerSecond: round(median(floor), 1),
    commitsPerDelivery: round(median(commits), 2),
    hubCpuMsPerDelivery: round(median(hubCpu), 2),
    machineBusyPercent: round(median(busy), 0),
    boundBy: boundBy(median(busy), median(hubCpu), 1000 / median(pipeline)),
    size,
    rounds,
  };
}

/** Worker processes that share the work, while this one only looks on. */
async function measureMany(ground: Ground, seed: Seed): Promise<Record<string, number>> {
  const hub = await startBenchHub(ground, 'scheduler');
  const rates: Record<string, number> = {};
  try {
    for (const count of workerCounts) {
      rates[count] = await withWorkers(count, hub, ground, { ...seed, size, rounds: workerRounds });
      tell(`${count} worker processes: ${rates[count]} deliveries/s`);
    }
  } finally {
    await hub.stop();
  }
  return rates;
}

/** What the outside truly got. */
async function outcome(sink: ChildProcess, drained: number): Promise<{ lost: number; doubled: number }> {
  sink.send('tell');
  const [got] = (await once(sink, 'message')) as [{ items: number; doubled: number }];
  return { lost: size * drained - got.items, doubled: got.doubled };
}

function tell(line: string): void {
  if (!options.json) process.stderr.write(`${line}\n`);
}
