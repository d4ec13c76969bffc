import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createLogger } from '../../src/platform/log/index.js';
import { createDatabase, type Db } from '../../src/store/database.js';
import { databaseCoordinator } from '../../src/store/housekeeping.js';
import { createPool } from '../../src/store/pool.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool(database.appUrl, createLogger('silent')));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const slot = (task: string, second: number): string =>
  `${task}:2026-11-23T08:00:${String(second).padStart(2, '0')}.000Z`;

it('of many schedulers one takes a slot, the next slot waits for it to end, and no slot is taken twice', async () => {
  const schedulers = Array.from({ length: 8 }, () => databaseCoordinator(db));
  const ask = (key: string) => Promise.all(schedulers.map(async (one) => one.shouldRun(key, 60_000)));
  const first = await ask(slot('seal', 2));
  expect(first.filter(Boolean)).toHaveLength(1);
  expect((await ask(slot('seal', 4))).filter(Boolean)).toEqual([]);
  expect((await ask(slot('expiry', 2))).filter(Boolean)).toHaveLength(1);

  await schedulers[first.indexOf(true)]?.onComplete?.(slot('seal', 2));
  expect((await ask(slot('seal', 2))).filter(Boolean)).toEqual([]);
  expect((await ask(slot('seal', 6))).filter(Boolean)).toHaveLength(1);
});

it('a scheduler that took a slot and died holds the task up only as long as its lease', async () => {
  const dead = databaseCoordinator(db);
  expect(await dead.shouldRun(slot('sweep', 2), 1)).toBe(true);
  await db.selectNoFrom((eb) => eb.val(1).as('n')).execute();
  expect(await databaseCoordinator(db).shouldRun(slot('sweep', 4), 60_000)).toBe(true);
});

it('a lease from before the clock was set back holds nothing up', async () => {
  expect(await databaseCoordinator(db).shouldRun(slot('wake', 2), 86_400_000)).toBe(true);
  expect(await databaseCoordinator(db).shouldRun(slot('wake', 4), 60_000)).toBe(true);
});
