import type { HubConfig } from '../platform/config/index.js';
import type { Logger } from '../platform/log/index.js';
import { appRole, startEmbeddedPostgres } from '../platform/postgres/index.js';
import type { Undo } from '../platform/undo.js';
import { openPostgresQueue } from '../queue/index.js';
import { migrateToLatest } from '../store/migrate.js';
import { createPool } from '../store/pool.js';
import type { Engine } from './engine.js';

/** One process with a PostgreSQL of its own, which keeps the queue too. */
export async function startEmbedded(
  { dataDir }: HubConfig,
  lanes: number,
  logger: Logger,
  undo: Undo,
): Promise<Engine> {
  const postgres = await startEmbeddedPostgres({ dataDir, log: logger });
  undo.push('PostgreSQL', () => postgres.stop());
  const [appUrl, ownerUrl] = [postgres.appUrl(), postgres.ownerUrl()];
  await migrateToLatest(ownerUrl, appRole);
  const pool = createPool(appUrl, logger);
  undo.push('the database connections', () => pool.end());
  const queue = await openPostgresQueue({ appUrl, ownerUrl, appRole, lanes, logger });
  undo.push('the queue', () => queue.close());
  const health = [{ name: 'postgres', check: () => postgres.health }];
  // The lock on the data folder says that nobody else works on this database.
  return { appUrl, pool, queue, sockets: undefined, begins: true, health, dead: 'all' };
}
