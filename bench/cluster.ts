import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/platform/postgres/index.js';
import { migrateToLatest } from '../src/store/migrate.js';

/** A new, migrated embedded PostgreSQL as the hub runs it, for one benchmark. */
export async function withCluster<T>(
  use: (postgres: EmbeddedPostgres, dataDir: string) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tongbo-bench-'));
  const say = (_facts: object, message: string): void => {
    process.stderr.write(`PostgreSQL: ${message}\n`);
  };
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: { info: () => undefined, warn: say, error: say },
  });
  try {
    await migrateToLatest(postgres.ownerUrl(), 'hub_app');
    return await use(postgres, dataDir);
  } finally {
    await postgres.stop();
    await removeData(dataDir);
  }
}

/** Removes a data folder, or one that holds one, with its database, also where root keeps that. */
export async function removeData(folder: string): Promise<void> {
  for (const link of [join(folder, 'postgres'), join(folder, 'hub', 'postgres')]) {
    const elsewhere = await readlink(link).catch(() => undefined);
    if (elsewhere !== undefined) await rm(dirname(elsewhere), { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
}
