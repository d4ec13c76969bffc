import type { EngineConfig, HubConfig } from '../platform/config/index.js';
import type { Logger } from '../platform/log/index.js';
import {
  checkExternalPostgres,
  DatabaseRefusal,
  EmbeddedPostgresError,
  lockDataFolder,
} from '../platform/postgres/index.js';
import { processName } from '../platform/process-name.js';
import type { Undo } from '../platform/undo.js';
import { openRedisSockets } from '../platform/web/index.js';
import { openRedisQueue } from '../queue/index.js';
import { isMigrated, migrateToLatest } from '../store/migrate.js';
import { createPool } from '../store/pool.js';
import type { Engine } from './engine.js';

type Distributed = Extract<EngineConfig, { kind: 'distributed' }>;

/** How long a process without the owner's URL waits for one that migrates. */
const migratedWithinMs = 5 * 60_000;
const lookEveryMs = 1_000;

/** One of several processes on a PostgreSQL and a Redis that they share. */
export async function startDistributed(
  config: HubConfig,
  engine: Distributed,
  logger: Logger,
  undo: Undo,
  signal: AbortSignal,
): Promise<Engine> {
  const { databaseUrl: appUrl, ownerUrl, redisUrl } = engine;
  const dead = await holdDataFolder(config.dataDir, undo);
  const appRole = await checkExternalPostgres(engine, logger, signal);
  if (ownerUrl === undefined) await untilMigrated(appUrl, logger, signal);
  else await migrateToLatest(ownerUrl, appRole);
  const pool = createPool(appUrl, logger);
  undo.push('the database connections', () => pool.end());
  const queue = await openRedisQueue({ url: redisUrl, logger, signal });
  undo.push('the queue', () => queue.close());
  const sockets = config.roles.includes('web') ? openRedisSockets(redisUrl) : undefined;
  if (sockets) undo.push('the sockets’ connections', () => sockets.close());
  return { appUrl, pool, queue, sockets, begins: ownerUrl !== undefined, health: [], dead };
}

/**
 * A process that was killed and comes back, in the same container or under the same supervisor, finds its own data
 * folder again. Whose lock on it is gone is dead, and what it held need not wait for its leases. Where processes share
 * a folder, the second one cannot tell.
 */
async function holdDataFolder(folder: string, undo: Undo): Promise<Engine['dead']> {
  try {
    const lock = await lockDataFolder(folder);
    undo.push('the data folder', () => lock.release());
    return lock.killed === undefined ? undefined : { worker: processName(lock.killed) };
  } catch (error) {
    if (error instanceof EmbeddedPostgresError && error.code === 'data_in_use') return undefined;
    throw error;
  }
}

async function untilMigrated(appUrl: string, logger: Logger, signal: AbortSignal): Promise<void> {
  const end = performance.now() + migratedWithinMs;
  for (let tries = 0; !(await isMigrated(appUrl)); tries += 1) {
    signal.throwIfAborted();
    if (performance.now() > end)
      throw new DatabaseRefusal(
        'The database has not been brought to this version of the hub: start a process with DATABASE_OWNER_URL, which migrates.',
      );
    if (tries === 0) logger.info({}, 'waiting for a process with DATABASE_OWNER_URL to migrate the database');
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
