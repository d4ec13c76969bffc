import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../src/platform/ids.js';
import { sealNext, verifyLedger } from '../../src/record/index.js';
import { createDatabase, type Db } from '../../src/store/database.js';
import { appendLedger } from '../../src/store/ledger.js';
import { until } from '../support/until.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let pool: pg.Pool;
let owner: pg.Pool;
let db: Db;
const officeId = newId();

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.appUrl, max: 10 });
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  db = createDatabase(pool);
  await db
    .insertInto('office')
    .values({ id: officeId, name: '测试局', short_name: '测', slug: 'o' })
    .execute();
});
afterEach(async () => {
  await db.destroy();
  await owner.end();
  await database.drop();
});

const entry = (note: string) => ({
  officeId,
  actor: 'system:test' as const,
  kind: 'test.noted',
  data: { note, z: 1, a: [1.5] },
});

async function fill(count: number, perSeal: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await appendLedger(db, [entry(`第 ${done} 条`)]);
  await sealable();
  while ((await sealNext(db, perSeal)) > 0);
}

/** Transactions in any other database of the cluster hold sealing back; waits until none of them is older. */
async function sealable(): Promise<void> {
  const waiting =
    'select count(*) as n from ledger_entry where txid >= pg_snapshot_xmin(pg_current_snapshot())';
  await until(
    async () => (await owner.query<{ n: string }>(waiting)).rows[0]?.n,
    (n) => n === '0',
  );
}

describe('sealing', () => {
  it('covers every entry once, in batches that are chained', async () => {
    await fill(25, 10);
    const proof = await verifyLedger(db);
    expect(proof).toMatchObject({ seals: 3, entries: 25, unsealed: { entries: 0 }, faults: [] });
    const seals = await db.selectFrom('seal').select(['prev', 'hash']).orderBy('number').execute();
    expect(seals.slice(1).map((seal) => seal.prev)).toEqual(seals.slice(0, -1).map((seal) => seal.hash));
  });

  it('loses no entry of a writer that commits late, though its id lies behind sealed ones', async () => {
    const slow = await pool.connect();
    await slow.query('begin');
    const insert = `insert into ledger_entry (office_id, actor, kind, data) values ($1, 'system:test', 'test.slow', '{}')`;
    await slow.query(insert, [officeId]);
    await appendLedger(db, [entry('甲'), entry('乙')]);
    expect(await sealNext(db)).toBe(0);
    expect((await verifyLedger(db)).unsealed.entries).toBe(2);
    await slow.query('commit');
    slow.release();
    await sealable();
    expect(await sealNext(db)).toBe(3);
    expect(await verifyLedger(db)).toMatchObject({ entries: 3, faults: [] });
  });

  it('loses and doubles nothing under concurrent writers and sealers', async () => {
    let writing = true;
    const sealers = [1, 2].map(async () => {
      while (writing) await sealNext(db, 7);
    });
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let n = 0; n < 30; n += 1)
        await appendLedger(db, [entry(`${writer}-${n}`), entry(`${writer}-${n}b`)]);
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    await sealable();
    while ((await sealNext(db)) > 0);
    expect(await verifyLedger(db)).toMatchObject({ entries: 360, unsealed: { entries: 0 }, faults: [] });
  });
});
