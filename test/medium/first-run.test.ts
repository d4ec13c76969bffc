import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ensureFirstRun, readFirstRun } from '../../src/identity/index.js';
import { createLogger } from '../../src/platform/log/index.js';
import { createDatabase, type Db } from '../../src/store/database.js';
import { createPool } from '../../src/store/pool.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

let database: TestDatabase;
let db: Db;
let dataDir: string;
const consoleUrl = 'http://localhost:3000';
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool(database.appUrl, createLogger('silent')));
  dataDir = await mkdtemp(join(tmpdir(), 'hub-first-'));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const count = async (): Promise<number> => (await db.selectFrom('member').select('id').execute()).length;

test('a first start that breaks half-way leaves nothing; the next one makes it all, once, however many try', async () => {
  await expect(
    ensureFirstRun(db, { dataDir: join(dataDir, 'missing'), demo: true, consoleUrl }),
  ).rejects.toThrow(/ENOENT/);
  expect(await count()).toBe(0);
  expect(await db.selectFrom('auth_user').select('id').execute()).toEqual([]);

  const starts = await Promise.all(
    [1, 2, 3].map(() => ensureFirstRun(db, { dataDir, demo: true, consoleUrl })),
  );
  const [made, ...others] = starts.filter((start) => start !== undefined);
  expect(others).toEqual([]);
  const rolesIn = (office: string) =>
    made?.members.filter((member) => member.office === office).map(({ role }) => role);
  expect(rolesIn('望河区城管局')).toEqual(['administrator', 'clerk', 'reviewer', 'leader', 'liaison']);
  expect(rolesIn('望河区水务局')).toEqual(['administrator', 'clerk', 'reviewer', 'leader']);
  for (const { password } of made?.members ?? [])
    expect(password).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  expect(await readFirstRun(dataDir)).toEqual(made);
  expect(await count()).toBe(9);

  expect(await ensureFirstRun(db, { dataDir, demo: false, consoleUrl })).toBeUndefined();
  expect(await readFirstRun(dataDir)).toEqual(made);
  const office = await db.selectFrom('office').selectAll().orderBy('slug').execute();
  expect(office).toMatchObject([
    { name: '明川市望河区城市管理和综合行政执法局', slug: 'wanghe', demo: true },
    { name: '明川市望河区水务局', slug: 'wanghe-water', demo: true },
  ]);
  const where = await db
    .selectFrom('member')
    .innerJoin('office', 'office.id', 'member.office_id')
    .select(['username', 'slug'])
    .where('username', 'like', '%2')
    .execute();
  expect(new Set(where.map(({ slug }) => slug))).toEqual(new Set(['wanghe-water']));
});
