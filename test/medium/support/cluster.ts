import { readlink, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  appRole,
  createDatabase,
  dropDatabase,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
  withClient,
  type EmbeddedPostgres,
} from '../../../src/platform/postgres/index.js';
import { projectRoot } from '../../../src/platform/project-root.js';
import { migrateToLatest } from '../../../src/store/migrate.js';
import { testDatabasePrefix, testServerVariable, templateDatabase, type TestServer } from './test-server.js';

const slots = 16;
const quiet = () => undefined;
const note = (_fields: object, message: string) => process.stderr.write(`test database: ${message}\n`);

/** The one PostgreSQL of a test run, and how to end it. */
export interface TestCluster {
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of a test run with the migrated template database, and names it in the environment, which
 * jest's workers inherit. Its data folder is kept between runs, which saves a second; runs at the same time take
 * different folders, and a run that was killed leaves its server to the next one.
 */
export async function startTestCluster(): Promise<TestCluster> {
  const { postgres, dataDir } = await takeSlot();
  try {
    await prepareTemplate(postgres);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const server: TestServer = {
    superuserUrl: postgres.superuserUrl,
    ownerUrl: postgres.ownerUrl('DATABASE'),
    appUrl: postgres.appUrl('DATABASE'),
  };
  process.env[testServerVariable] = JSON.stringify(server);
  return {
    async stop() {
      await postgres.stop();
      if (process.env.CI) await remove(dataDir);
    },
  };
}

async function takeSlot(): Promise<{ postgres: EmbeddedPostgres; dataDir: string }> {
  for (let slot = 0; ; slot++) {
    const dataDir = join(projectRoot, '.cache', 'test-postgres', String(slot));
    try {
      return {
        postgres: await startEmbeddedPostgres({ dataDir, log: { info: quiet, warn: note, error: note } }),
        dataDir,
      };
    } catch (error) {
      const isTaken = error instanceof EmbeddedPostgresError && error.code === 'data_in_use';
      if (!isTaken || slot === slots) throw error;
    }
  }
}

async function prepareTemplate(postgres: EmbeddedPostgres): Promise<void> {
  await withClient(postgres.superuserUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [testDatabasePrefix],
    );
    for (const { datname } of rows) await dropDatabase(client, datname);
    await dropDatabase(client, templateDatabase);
    await createDatabase(client, templateDatabase);
  });
  await migrateToLatest(postgres.ownerUrl(templateDatabase), appRole);
}

async function remove(dataDir: string): Promise<void> {
  const cluster = await readlink(join(dataDir, 'postgres')).catch(() => undefined);
  if (cluster) await rm(dirname(cluster), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}
