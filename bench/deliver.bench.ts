import 'reflect-metadata';
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Channel } from '../src/contract/channel.js';
import { bareQueue } from '../src/queue/bare.js';
import { notify } from '../src/store/notify.js';
import { anOffice, aTarget, aVersion } from '../test/factories/office.js';
import { sinkChannel } from '../test/support/sink-channel.js';
import { startTestHub, type TestHub } from '../test/support/test-hub.js';
import { withCluster } from './cluster.js';
import { median, readOptions, round } from './options.js';

/*
 * The full pipeline beside bare BullMQ (docs/adr on benchmarks; architecture.md section 9): rounds of both, interleaved.
 * Floor: one worker at concurrency 32 drains a queue that addBulk filled. Pipeline: one job a delivery against a sink in
 * another process over HTTP, one POST and one read-back, first verify inline.
 */
const CONCURRENCY = 32;
const options = readOptions(process.argv.slice(2), { size: 2_000, rounds: 5 });

const result = await withCluster(async (postgres, dataDir) => {
  const { child, url } = await startSink();
  const hub = await startTestHub({
    appUrl: postgres.appUrl(),
    ownerUrl: postgres.ownerUrl(),
    channels: new Map([['sink', sinkChannel('sink', { concurrency: 256 }) as unknown as Channel]]),
    origins: [url],
    roles: 'worker',
    dataDir,
    concurrency: CONCURRENCY,
  });
  try {
    return await measure(hub, child, url);
  } finally {
    await hub.stop();
    child.disconnect();
  }
});
process.stdout.write(`${JSON.stringify(result)}\n`);

async function measure(hub: TestHub, child: ChildProcess, url: string) {
  const office = await anOffice(hub);
  const target = await aTarget(hub, office, 'sink', { url, step: false }, 256);
  const seed = await aVersion(hub, office, [{ id: target, channel: 'sink' }]);
  const floor: number[] = [];
  const pipeline: number[] = [];
  const commits: number[] = [];
  const busy: number[] = [];
  const hubCpu: number[] = [];
  // One of each to warm up; it is not counted.
  for (let turn = 0; turn <= options.rounds; turn++) {
    const bare = await bareQueue(hub.queue, `bare-${turn}`, options.size, CONCURRENCY);
    await prepare(hub, seed.versionId, target);
    const before = await committed(hub.pool);
    const load = startLoad();
    const ours = await drain(hub, target);
    const { busyPercent, cpuMs } = load();
    const spent = ((await committed(hub.pool)) - before) / options.size;
    if (turn === 0) continue;
    floor.push(options.size / bare);
    pipeline.push(options.size / ours);
    commits.push(spent);
    busy.push(busyPercent);
    hubCpu.push(cpuMs / options.size);
    if (!options.json) {
      process.stderr.write(
        `round ${turn}: bare ${round(options.size / bare)} jobs/s, pipeline ${round(options.size / ours)} deliveries/s\n`,
      );
    }
  }
  child.send('tell');
  const [got] = (await once(child, 'message')) as [{ items: number; doubled: number }];
  const expected = options.size * (options.rounds + 1);
  return {
    bench: 'deliver',
    engine: options.engine,
    ratio: round(median(pipeline) / median(floor), 3),
    deliveriesPerSecond: round(median(pipeline), 1),
    floorJobsPerSecond: round(median(floor), 1),
    commitsPerDelivery: round(median(commits), 2),
    hubCpuMsPerDelivery: round(median(hubCpu), 2),
    machineBusyPercent: round(median(busy), 0),
    boundBy: boundBy(median(busy), median(hubCpu), 1000 / median(pipeline)),
    size: options.size,
    rounds: options.rounds,
    lost: expected - got.items,
    doubled: got.doubled,
  };
}

async function startSink(): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(fileURLToPath(new URL('./sink.process.ts', import.meta.url)), {
    execArgv: process.execArgv,
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { child, url };
}

/** A round's announcements as their release would leave them, but due at no time yet. */
async function prepare(hub: TestHub, versionId: string, target: string): Promise<void> {
  await sql`
    with fresh as (
      select gen_random_uuid() as announcement, gen_random_uuid() as version, gen_random_uuid() as release,
        gen_random_uuid() as delivery, v.content, v.office_id, v.submitted_by, v.hash, r.hash as rendition
      from generate_series(1, ${options.size}) join version v on v.id = ${versionId}
        join rendition r on r.version_id = v.id
    ), a as (
      insert into announcement (id, office_id, drafter_id, slug, stage, title, body, category, issuer, attachments, target_ids)
      select announcement, office_id, submitted_by, announcement, 'released', 't', '', 'c', 'i', '[]', '{}' from fresh
    ), v as (
      insert into version (id, office_id, announcement_id, number, hash, content, target_ids, submitted_by)
      select version, office_id, announcement, 1, hash, content, array[${target}::uuid], submitted_by from fresh
    ), r as (
      insert into rendition select version, ${target}, 'sink', rendition from fresh
    ), p as (
      insert into approval (version_id, version_hash) select version, hash from fresh
    ), l as (
      insert into release (id, office_id, announcement_id, version_id, publish_at, priority, released_by)
      select release, office_id, announcement, version, hub_now(), 'routine', submitted_by from fresh
    )
    insert into delivery (id, office_id, release_id, announcement_id, version_id, target_id, channel, rendition_hash,
      operation, state, lane, item_key, publish_at)
    select delivery, office_id, release, announcement, version, ${target}, 'sink', rendition, 'publish', 'scheduled', 3,
      delivery, hub_now() from fresh`.execute(hub.db);
  await sql`analyze delivery`.execute(hub.db).catch(() => undefined);
}

/** Seconds from "all due" to "all live". */
async function drain(hub: TestHub, target: string): Promise<number> {
  const start = performance.now();
  await sql`update delivery set due_at = hub_now() where target_id = ${target} and state = 'scheduled'`.execute(
    hub.db,
  );
  await notify(hub.db, 'hub_due');
  for (;;) {
    const { rows } = await sql<{ open: boolean }>`
      select exists (select from delivery where target_id = ${target} and state in ('scheduled', 'queued', 'sending', 'accepted')) as open`.execute(
      hub.db,
    );
    if (rows[0]?.open === false) return (performance.now() - start) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** How busy all cores are, and the CPU time of this process, from now until the answer is called. */
function startLoad(): () => { busyPercent: number; cpuMs: number } {
  const ticks = () =>
    cpus().reduce(
      (sum, { times }) => {
        const all = times.user + times.nice + times.sys + times.idle + times.irq;
        return { all: sum.all + all, idle: sum.idle + times.idle };
      },
      { all: 0, idle: 0 },
    );
  const [start, own] = [ticks(), process.cpuUsage()];
  return () => {
    const [end, used] = [ticks(), process.cpuUsage(own)];
    const idle = (end.idle - start.idle) / (end.all - start.all);
    return { busyPercent: 100 * (1 - idle), cpuMs: (used.user + used.system) / 1000 };
  };
}

/** What keeps it from being faster, as far as the clock and the CPU tell. */
function boundBy(busyPercent: number, hubMs: number, wallMs: number): string {
  if (hubMs > 0.85 * wallMs) return 'the hub process: one thread is always busy';
  if (busyPercent > 85) return 'cpu: hub, database and sink share all cores, and these are busy';
  return 'waiting: commits and round trips to the database';
}

/** Commits of the whole database so far. */
async function committed(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(
    'select pg_stat_clear_snapshot(), xact_commit as n from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.n);
}
