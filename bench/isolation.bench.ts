import 'reflect-metadata';
import type { ChildProcess } from 'node:child_process';
import { sql } from 'kysely';
import type { TestHub } from '../test/support/test-hub.js';
import { anOffice, aTarget, aVersion } from '../test/factories/office.js';
import { RedisServer } from '../test/support/redis-server.js';
import { startBenchHub, type Ground } from './deliver/hub.js';
import { prepare } from './deliver/rounds.js';
import { lateness, quantile, stagger, untilStates } from './deliver/times.js';
import { end, start } from './deliver/workers.js';
import { withCluster } from './cluster.js';
import { median, readOptions, round } from './options.js';

/*
 * One target that hangs (architecture.md section 9): what others notice of it. Alternating pairs: a steady stream to one
 * target while another one of the same channel answers, and while that one takes calls and never answers. The p99 of
 * "due to live" in both halves; the median change over all pairs. `size` is the stream's deliveries in each half.
 * Floor: the half in which nothing hangs.
 */
const options = readOptions(process.argv.slice(2), { size: 300, rounds: 7 });
/** The stream's rate: a notice every so many milliseconds. */
const EVERY_MS = 20;
const AHEAD_MS = 1_000;
/** What waits for the other target: more than it may have open. */
const BESIDE = 120;

const result = await withCluster(async (postgres, dataDir) => {
  const sinks = [await start('sink.process.ts'), await start('sink.process.ts')] as const;
  const [good, other] = sinks.map(({ said }) => (said as { url: string }).url);
  const redis = options.engine === 'redis' ? await RedisServer.start() : undefined;
  const ground: Ground = {
    appUrl: postgres.appUrl(),
    ownerUrl: postgres.ownerUrl(),
    dataDir,
    sinkUrl: good ?? '',
    more: [other ?? ''],
    redisUrl: redis?.url,
  };
  const hub = await startBenchHub(ground, 'worker,scheduler');
  try {
    return await measure(hub, good ?? '', other ?? '', sinks[1].child);
  } finally {
    sinks[1].child.send('answer');
    await hub.stop();
    await redis?.stop();
    await Promise.all(sinks.map(({ child }) => end(child)));
  }
});
process.stdout.write(`${JSON.stringify(result)}\n`);

async function measure(hub: TestHub, good: string, other: string, sink: ChildProcess) {
  const office = await anOffice(hub);
  const pairs: { calm: number; hanging: number }[] = [];
  // One pair to warm up; it is not counted.
  for (let turn = 0; turn <= options.rounds; turn++) {
    const half = async (hangs: boolean) => {
      sink.send(hangs ? 'hang' : 'answer');
      const beside = await stream(hub, office, other, BESIDE, 32);
      const target = await stream(hub, office, good, options.size, 32);
      await untilStates(hub, target, options.size, 'live');
      const { liveMs } = await lateness(hub, target);
      sink.send('answer');
      await settle(hub, beside);
      return quantile(liveMs, 0.99);
    };
    // Which half comes first alternates, so that a trend counts for neither.
    const first = await half(turn % 2 === 0);
    const second = await half(turn % 2 !== 0);
    const pair = turn % 2 === 0 ? { hanging: first, calm: second } : { calm: first, hanging: second };
    if (!options.json) process.stderr.write(`pair ${String(turn)}: ${JSON.stringify(pair)}\n`);
    if (turn > 0) pairs.push(pair);
  }
  const change = pairs.map(({ calm, hanging }) => hanging - calm);
  const percent = pairs.map(({ calm, hanging }) => (100 * (hanging - calm)) / calm);
  const calm = median(pairs.map((pair) => pair.calm));
  return {
    bench: 'isolation',
    engine: options.engine,
    p99ChangePercent: round(median(percent), 1),
    p99ChangeMs: round(median(change), 1),
    calmP99Ms: round(calm, 1),
    hangingP99Ms: round(median(pairs.map((pair) => pair.hanging)), 1),
    ratio: round(calm / median(pairs.map((pair) => pair.hanging)), 3),
    pairs: pairs.length,
    size: options.size,
  };
}

/** A target of its own with so many deliveries, due one after the other. */
async function stream(
  hub: TestHub,
  office: Parameters<typeof aTarget>[1],
  url: string,
  count: number,
  concurrency: number,
): Promise<string> {
  const target = await aTarget(hub, office, 'sink', { url, step: false }, concurrency);
  const { versionId } = await aVersion(hub, office, [{ id: target, channel: 'sink' }]);
  await prepare(hub, versionId, target, count);
  await stagger(hub, target, AHEAD_MS, count * EVERY_MS);
  return target;
}

/** What hung is answered now; what waits for its retry or its look is not waited for but given up. */
async function settle(hub: TestHub, target: string): Promise<void> {
  await sql`update target set enabled = false where id = ${target}`.execute(hub.db);
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from delivery
      where target_id = ${target} and state in ('queued', 'sending') and lease_until > hub_now()`.execute(
      hub.db,
    );
    if ((rows[0]?.n ?? 0) === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await sql`
    update delivery set state = 'cancelled', due_at = null
    where target_id = ${target} and state in ('scheduled', 'queued')`.execute(hub.db);
}
