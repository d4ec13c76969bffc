import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withClient } from '../../src/platform/postgres/index.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

let databases: TestDatabase[] = [];
beforeAll(async () => {
  databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(() => Promise.all(databases.map((database) => database.drop())));

test('two test databases do not see each other, and the app role may enter its own', async () => {
  const [one, two] = databases;
  await withClient(one?.ownerUrl ?? '', (client) => client.query('create table mine (a int)'));
  const seen = await withClient(two?.appUrl ?? '', (client) =>
    client.query("select 1 from pg_class where relname = 'mine'"),
  );
  expect(seen.rowCount).toBe(0);
});
