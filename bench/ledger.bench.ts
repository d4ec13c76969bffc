import 'reflect-metadata';
import pg from 'pg';
import { sealNext, verifyLedger } from '../src/record/index.js';
import { settledEntries, START } from '../src/record/entries.js';
import { createDatabase, type Db } from '../src/store/database.js';
import { newId } from '../src/platform/ids.js';
import { withCluster } from './cluster.js';
import { median, readOptions, round } from './options.js';

/*
 * Proving the ledger (architecture.md section 9): entries of many small transactions, sealed as the hub seals them, then
 * every seal computed anew. Three sizes in one run, so that growth shows. Floor: the same rows read in the same pages, and
 * nothing done with them.
 */
const options = readOptions(process.argv.slice(2), { size: 1_000_000, rounds: 3 });
const sizes = [options.size / 10, options.size / 3, options.size].map((size) => Math.round(size));
const BATCH = 10_000;
const PAGE = 20_000;
const PER_TRANSACTION = 10;

interface Cost {
  entries: number;
  sealMs: number;
  verifyMs: number;
  floorMs: number;
  rssMb: number;
}

const costs: Cost[] = [];
for (const size of sizes)
  costs.push(await withCluster((postgres) => measure(postgres.ownerUrl(), postgres.appUrl(), size)));
const [small, , large] = costs;
if (!small || !large) throw new Error('nothing was measured');
const each = ({ verifyMs, entries }: Cost): number => verifyMs / entries;
process.stdout.write(
  `${JSON.stringify({
    bench: 'ledger',
    ...large,
    ratio: round(large.floorMs / large.verifyMs, 2),
    growth: round(each(large) / each(small), 2),
    sizes: costs,
    rounds: options.rounds,
  })}\n`,
);

async function measure(ownerUrl: string, appUrl: string, size: number): Promise<Cost> {
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  const db = createDatabase(new pg.Pool({ connectionString: appUrl, max: 2 }));
  try {
    await fill(owner, size);
    const [, sealMs] = await timed(() => seal(db));
    const [verify, floor]: [number[], number[]] = [[], []];
    let rss = 0;
    for (let turn = 0; turn < options.rounds; turn += 1) {
      const [proof, took] = await timed(() => verifyLedger(db));
      if (proof.faults.length > 0 || proof.entries !== size)
        throw new Error(`the ledger does not hold: ${JSON.stringify(proof)}`);
      rss = Math.max(rss, process.memoryUsage().rss);
      verify.push(took);
      floor.push((await timed(() => read(db)))[1]);
      say(`${String(size)} entries: verified in ${String(Math.round(took))} ms`);
    }
    return {
      entries: size,
      sealMs: Math.round(sealMs),
      verifyMs: Math.round(median(verify)),
      floorMs: Math.round(median(floor)),
      rssMb: Math.round(rss / 1024 / 1024),
    };
  } finally {
    await db.destroy();
    await owner.end();
  }
}

/** Entries like those of deliveries, each transaction with a few of them. */
async function fill(owner: pg.Pool, size: number): Promise<void> {
  const office = newId();
  await owner.query(`insert into office (id, name, short_name, slug) values ($1, '测试局', '测', 'o')`, [
    office,
  ]);
  await owner.query('set synchronous_commit = off');
  await owner.query(`
    do $$ begin
      for turn in 1 .. ${String(Math.ceil(size / PER_TRANSACTION))} loop
        insert into ledger_entry (office_id, actor, kind, announcement_id, subject_id, data)
        select '${office}', 'system:deliver', 'delivery.live', gen_random_uuid(), gen_random_uuid(), jsonb_build_object(
          'operation', 'publish', 'from', 'sending', 'target', gen_random_uuid(), 'fence', 1,
          'rendition', 'sha256:' || repeat(md5(turn::text), 2), 'url', 'http://localhost:3001/site/office/n/' || turn || '/')
        from generate_series(1, least(${String(PER_TRANSACTION)}, ${String(size)} - (turn - 1) * ${String(PER_TRANSACTION)}));
        commit;
      end loop;
    end $$`);
  await owner.query('vacuum analyze ledger_entry');
}

async function seal(db: Db): Promise<void> {
  while ((await sealNext(db, BATCH)) > 0);
}

async function read(db: Db): Promise<void> {
  let last = (await settledEntries(db, START, PAGE)).at(-1);
  while (last) last = (await settledEntries(db, last, PAGE)).at(-1);
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const made = await work();
  return [made, performance.now() - start];
}

function say(line: string): void {
  if (!options.json) process.stderr.write(`${line}\n`);
}
