import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { HubConfig } from '../platform/config/index.js';
import {
  appRole,
  checkExternalPostgres,
  startEmbeddedPostgres,
  usePostgres,
  type PostgresLog,
} from '../platform/postgres/index.js';
import { createDatabase, type Db } from '../store/database.js';
import { isMigrated } from '../store/migrate.js';
import { Refusal } from './refusal.js';

/** What a tool needs to know of a hub's database. The URL carries a password: never log it. */
export interface HubDatabase {
  appUrl: string;
  db: Db;
}

/**
 * Uses the database of the hub that the settings name, whether the hub runs or not; with the hub's own role, which can
 * change no fact of the ledger.
 * @throws Refusal when there is no hub, or it is of another version
 */
export async function useHub<T>(
  config: HubConfig,
  say: (text: string) => void,
  use: (database: HubDatabase) => Promise<T>,
): Promise<T> {
  const { engine, dataDir } = config;
  if (engine.kind === 'distributed') return open(engine.databaseUrl, use);
  if (!hasDatabase(dataDir))
    throw new Refusal(`There is no hub in ${dataDir}: set HUB_DATA to the folder of the one that you mean.`);
  return usePostgres({ dataDir, log: quiet(say) }, (urls) => open(urls.appUrl(), use));
}

async function open<T>(appUrl: string, use: (database: HubDatabase) => Promise<T>): Promise<T> {
  if (!(await isMigrated(appUrl)))
    throw new Refusal(
      'The database is not of this version of the hub: start the hub once, which brings it there.',
    );
  return withDatabase(appUrl, (db) => use({ appUrl, db }));
}

export async function withDatabase<T>(appUrl: string, use: (db: Db) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: appUrl, max: 2, application_name: 'tongbo-operate' });
  // A connection that breaks fails its query too, which tells it.
  pool.on('error', () => undefined);
  const db = createDatabase(pool);
  try {
    return await use(db);
  } finally {
    await db.destroy();
  }
}

/** An empty database for an import, with the role that owns it. */
export interface EmptyDatabase {
  ownerUrl: string;
  appUrl: string;
  appRole: string;
}

/**
 * Uses a database that an import fills; no hub may run on it. On the embedded engine it is made, in a data folder that
 * is missing or empty, when `make` says so.
 * @throws Refusal when there is none, or the folder holds something
 */
export async function useEmptyDatabase<T>(
  { engine, dataDir }: HubConfig,
  make: boolean,
  say: (text: string) => void,
  use: (database: EmptyDatabase) => Promise<T>,
): Promise<T> {
  const log = quiet(say);
  if (engine.kind === 'distributed') {
    const { databaseUrl, ownerUrl } = engine;
    if (ownerUrl === undefined)
      throw new Refusal(
        'An import needs DATABASE_OWNER_URL beside DATABASE_URL: only the owner may fill the ledger.',
      );
    const role = await checkExternalPostgres(engine, log, new AbortController().signal);
    return use({ ownerUrl, appUrl: databaseUrl, appRole: role });
  }
  if (!hasDatabase(dataDir)) await requireEmptyFolder(dataDir, make);
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  try {
    return await use({ ownerUrl: postgres.ownerUrl(), appUrl: postgres.appUrl(), appRole });
  } finally {
    await postgres.stop();
  }
}

async function requireEmptyFolder(dataDir: string, make: boolean): Promise<void> {
  const found = existsSync(dataDir) ? await readdir(dataDir) : [];
  if (found.length > 0)
    throw new Refusal(`${dataDir} is neither empty nor the folder of a hub: name another HUB_DATA.`);
  if (!make)
    throw new Refusal(
      `There is no hub in ${dataDir}: add --into-empty-data-folder to make one there, or set HUB_DATA.`,
    );
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
}

const hasDatabase = (dataDir: string): boolean => existsSync(join(dataDir, 'postgres'));

const quiet = (say: (text: string) => void): PostgresLog => {
  const speak = (_facts: object, message: string): void => {
    say(message);
  };
  return { info: () => undefined, warn: speak, error: speak };
};
