import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Channel } from '../src/contract/channel.js';
import { dayText } from '../src/contract/kit/office-time.js';
import { Board } from '../src/deliver/board.js';
import { AnnouncementRows, WordsRefill } from '../src/intake/index.js';
import { LedgerReader } from '../src/record/ledger.reader.js';
import { sealNext } from '../src/record/seals.js';
import { StatisticsCounter } from '../src/record/statistics/counter.js';
import { StatisticsReader } from '../src/record/statistics/statistics.reader.js';
import { Calendar } from '../src/release/calendar.reader.js';
import { ReviewReader } from '../src/review/review.reader.js';
import { anOffice, aTarget, aVersion, type TestOffice } from '../test/factories/office.js';
import { sinkChannel } from '../test/support/sink-channel.js';
import { startTestHub, type TestHub } from '../test/support/test-hub.js';
import { fill } from './console/fill.js';
import { listen, planOf } from './console/plans.js';
import { withCluster } from './cluster.js';
import { quantile } from './deliver/times.js';
import { readOptions, round } from './options.js';

/*
 * What the console asks of an office with 100,000 announcements and eleven deliveries of each that was released (1,078,000): its lists, the board, search,
 * the ledger, reviews, the calendar and the statistics, first pages and deep ones. `p95Ms` is the slowest question's. Floor: one row by
 * its key through the same pool. How PostgreSQL answers each is kept in bench/console/plans.txt, where a changed plan
 * shows as a changed file; `scans` names questions that read a whole large table. `size` is the announcements.
 */
const options = readOptions(process.argv.slice(2), { size: 100_000, rounds: 40 });
const TARGETS = 11;
const PLANS = new URL('console/plans.txt', import.meta.url);
const growth = [options.size / 100, options.size / 10, options.size].map((size) =>
  Math.max(200, Math.round(size)),
);

// `growth`: how much more the slowest question costs than in an office of a tenth.
const sizes = [];
for (const items of growth) sizes.push(await measure(items));
const last = sizes.at(-1);
process.stdout.write(
  `${JSON.stringify({
    bench: 'console',
    ...last,
    growth: round((last?.p95Ms ?? 0) / (sizes.at(-2)?.p95Ms ?? 1)),
    sizes: sizes.map(({ items, p95Ms }) => ({ items, p95Ms })),
    rounds: options.rounds,
  })}\n`,
);

async function measure(items: number) {
  return withCluster(async (postgres, dataDir) => {
    const hub = await startTestHub({
      appUrl: postgres.appUrl(),
      ownerUrl: postgres.ownerUrl(),
      dataDir,
      channels: new Map([['sink', sinkChannel() as unknown as Channel]]),
      roles: 'web',
    });
    try {
      const office = await begin(hub, postgres.ownerUrl(), items);
      return { items, deliveries: await count(hub), ...(await ask(hub, office, items === options.size)) };
    } finally {
      await hub.stop();
    }
  });
}

async function begin(hub: TestHub, ownerUrl: string, items: number): Promise<TestOffice> {
  const office = await anOffice(hub);
  const targets = [];
  for (let n = 0; n < TARGETS; n += 1)
    targets.push({ id: await aTarget(hub, office, 'sink', { url: 'http://127.0.0.1:9' }), channel: 'sink' });
  const { versionId } = await aVersion(hub, office, targets);
  // One connection, so that its temporary table stays.
  const owner = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: ownerUrl, max: 1 }) }),
  });
  const started = performance.now();
  await fill(owner, office, { items, targets: targets.map(({ id }) => id), from: versionId });
  tell(`${items} announcements written in ${round((performance.now() - started) / 1000, 1)} s`);
  const read = performance.now();
  const found = await hub.app.get(WordsRefill, { strict: false }).round(Number.POSITIVE_INFINITY);
  tell(`${found} of them made findable in ${round((performance.now() - read) / 1000, 1)} s`);
  const counting = performance.now();
  await hub.app.get(StatisticsCounter, { strict: false }).catchUp();
  tell(`counted in ${round((performance.now() - counting) / 1000, 1)} s`);
  // A hub seals what it writes within seconds.
  while ((await sealNext(hub.db, 10_000)) > 0);
  await sql`vacuum analyze`.execute(owner);
  await owner.destroy();
  return office;
}

async function count(hub: TestHub): Promise<number> {
  const row = await hub.db
    .selectFrom('delivery')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The questions, each with its name. */
async function questionsOf(hub: TestHub, office: TestOffice): Promise<[string, () => Promise<unknown>][]> {
  const get = <T>(type: new (...args: never[]) => T): T => hub.app.get(type, { strict: false });
  const [rows, board, ledger, calendar, reviews, statistics] = [
    get(AnnouncementRows),
    get(Board),
    get(LedgerReader),
    get(Calendar),
    get(ReviewReader),
    get(StatisticsReader),
  ];
  const { id } = office;
  const limit = 30;
  /** The mark after so many pages of a hundred. */
  const after = async (
    page: (cursor?: string) => Promise<{ nextCursor?: string | undefined }>,
    pages: number,
  ) => {
    let cursor: string | undefined;
    for (let n = 0; n < pages; n += 1) cursor = (await page(cursor)).nextCursor ?? cursor;
    return cursor;
  };
  const deepList = await after((cursor) => rows.page(id, { limit: 100, cursor }), 20);
  const deepSearch = await after((cursor) => rows.page(id, { limit: 100, q: '巡查', cursor }), 3);
  const deepBoard = await after((cursor) => board.page(id, { limit: 100, cursor }), 20);
  const deepLedger = await after(
    (cursor) => ledger.page(id, { limit: 100, cursor }, { personal: false }),
    20,
  );
  const { items } = await rows.page(id, { limit: 1, stage: 'released' });
  const one = items[0]?.id ?? '';
  const day = (ago: number) => dayText(new Date(Date.now() - ago * 86_400_000));
  const month = { from: new Date(Date.now() - 31 * 86_400_000).toISOString(), to: new Date().toISOString() };
  return [
    ['list', () => rows.page(id, { limit })],
    ['list, deep', () => rows.page(id, { limit, cursor: deepList })],
    ['list in review', () => rows.page(id, { limit, stage: 'review' })],
    ['search, frequent', () => rows.page(id, { limit, q: '巡查' })],
    ['search, in all', () => rows.page(id, { limit, q: '关于' })],
    ['search, deep', () => rows.page(id, { limit, q: '巡查', cursor: deepSearch })],
    ['search, rare', () => rows.page(id, { limit, q: '名单77' })],
    ['search, nothing', () => rows.page(id, { limit, q: '没有这样的标题' })],
    ['search, in texts', () => rows.page(id, { limit, q: '垃圾分类' })],
    ['search, one sign', () => rows.page(id, { limit, q: '犬' })],
    ['search, a number', () => rows.page(id, { limit, q: '〔２０２５〕77号' })],
    ['search, three words', () => rows.page(id, { limit, q: '桥梁检测 联合执法 招聘' })],
    ['search in review', () => rows.page(id, { limit, q: '巡查', stage: 'review' })],
    ['search in a month', () => rows.page(id, { limit, q: '巡查', ...month })],
    ['list by category', () => rows.page(id, { limit, category: '公示' })],
    ['list, no such category', () => rows.page(id, { limit, category: '不存在的类别' })],
    ['list by drafter', () => rows.page(id, { limit, drafter: office.callers.clerk.memberId })],
    ['list by idle drafter', () => rows.page(id, { limit, drafter: office.callers.leader.memberId })],
    ['list of a month', () => rows.page(id, { limit, ...month })],
    ['detail', () => rows.detail(id, one)],
    ['board', () => board.page(id, { limit })],
    ['board, deep', () => board.page(id, { limit, cursor: deepBoard })],
    ['board, live', () => board.page(id, { limit, state: 'live' })],
    ['board, failed', () => board.page(id, { limit, state: 'failed' })],
    ['board, search', () => board.page(id, { limit, q: '巡查' })],
    ['board, search in texts', () => board.page(id, { limit, q: '垃圾分类', state: 'live' })],
    ['board, of a month', () => board.page(id, { limit, ...month })],
    ['board, no such category', () => board.page(id, { limit, category: '不存在的类别' })],
    ['board, unconfirmed', () => board.page(id, { limit, state: 'unconfirmed' })],
    ['ledger', () => ledger.page(id, { limit }, { personal: false })],
    ['ledger, deep', () => ledger.page(id, { limit, cursor: deepLedger }, { personal: false })],
    ['ledger by kind', () => ledger.page(id, { limit, kind: 'delivery.failed' }, { personal: false })],
    [
      'ledger by a kind that never was',
      () => ledger.page(id, { limit, kind: 'recall.refused' }, { personal: false }),
    ],
    ['ledger of one', () => ledger.ofAnnouncement(id, one)],
    ['reviews', () => reviews.waiting(office.callers.reviewer, { limit })],
    ['calendar', () => calendar.between(id, month)],
    ['statistics of a year', () => statistics.of(id, { from: day(365), to: day(0) })],
    ['statistics of all', () => statistics.of(id, { from: day(3 * 366), to: day(0) })],
    ['who read personal data', () => ledger.personalReads(id, { limit })],
  ];
}

async function ask(hub: TestHub, office: TestOffice, keep: boolean) {
  const questions = await questionsOf(hub, office);
  const p95: Record<string, number> = {};
  const scans: string[] = [];
  const kept: string[] = [];
  for (const [name, run] of questions) {
    p95[name] = round(await timed(run), 1);
    const plans = [];
    for (const one of await listen(hub.pool, run)) plans.push(await planOf(hub.pool, one));
    scans.push(...plans.flatMap((one) => one.scans.map((scan) => `${name}: ${scan}`)));
    kept.push(`## ${name}`, ...new Set(plans.map(({ plan }) => plan)), '');
  }
  if (keep) await writeFile(PLANS, `${kept.join('\n').trim()}\n`);
  const floor = await timed(() =>
    hub.db.selectFrom('office').select('id').where('id', '=', office.id).executeTakeFirstOrThrow(),
  );
  const p95Ms = Math.max(...Object.values(p95));
  return { p95Ms, floorMs: round(floor), ratio: round(p95Ms / floor, 1), scans, questions: p95 };
}

/** The 95th of a hundred times, in milliseconds. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  // One to warm up; it is not counted.
  await run();
  for (let turn = 0; turn < options.rounds; turn += 1) {
    const started = performance.now();
    JSON.stringify(await run());
    times.push(performance.now() - started);
  }
  return quantile(times, 0.95);
}

function tell(line: string): void {
  if (!options.json) process.stderr.write(`${line}\n`);
}
