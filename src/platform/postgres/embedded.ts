import { rename } from 'node:fs/promises';
import { prepareBinaries, removeOldCopies } from './binaries.js';
import { checkVersion, createCluster, type Cluster } from './cluster.js';
import { lockDataFolder, type DataLock } from './data-lock.js';
import { ensureRolesAndDatabase } from './databases.js';
import { EmbeddedPostgresError, explain } from './errors.js';
import type { PostgresLog } from './log.js';
import { inspect, locate, prepareBase } from './place.js';
import { newSecrets, readSecrets, writeSecrets, type Secrets } from './secrets.js';
import {
  clearLeftovers,
  findServer,
  freePort,
  isAsWeStartIt,
  launch,
  shutDown,
  type RunningServer,
  type ServerHome,
} from './server.js';
import { Supervisor, type PostgresHealth, type RestartListener } from './supervisor.js';
import { ensureSystemUser } from './system-user.js';
import { checkLogin } from './login.js';
import { urlsOf, type PostgresUrls } from './urls.js';

export interface EmbeddedPostgresOptions {
  /** The hub's data folder (HUB_DATA); made when it is missing, locked until `stop`. */
  dataDir: string;
  log: PostgresLog;
}

/** A running, supervised PostgreSQL of this hub. */
export interface EmbeddedPostgres extends PostgresUrls {
  /** Process id of the server now; another one after a restart. */
  readonly pid: number;
  readonly health: PostgresHealth;
  /** Calls back each time the database came back after its connections were lost. Returns how to end that. */
  onRestart(listener: RestartListener): () => void;
  /** Ends the server (everything committed is on disk) and unlocks the data folder. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Locks the data folder and gives back its running PostgreSQL: a new one, one that was left running, or a restarted
 * one. When this process is killed, the server goes on and the next start adopts it.
 * @throws EmbeddedPostgresError with a sentence that says what to do
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const lock = await lockDataFolder(dataDir);
  try {
    return await startLocked(lock, log);
  } catch (error) {
    await lock.release();
    throw explain(error, 'starting', lock.dataDir);
  }
}

async function startLocked(lock: DataLock, log: PostgresLog): Promise<EmbeddedPostgres> {
  const { cluster, secrets } = await prepare(lock.dataDir, log);
  const server = (await adopt(cluster, secrets, log)) ?? (await launchAnywhere(cluster, log));
  const urls = urlsOf(server.port, secrets);
  const supervisor = new Supervisor(cluster, server, urls.superuserUrl, log);
  try {
    await checkLogin(urls, cluster.place);
    await ensureRolesAndDatabase(urls.superuserUrl, secrets);
    await removeOldCopies(cluster.place.base, cluster.binaries);
    await supervisor.start();
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    ...urls,
    get pid() {
      return supervisor.pid;
    },
    get health() {
      return supervisor.health;
    },
    onRestart: (listener) => supervisor.onRestart(listener),
    stop: () => (stopped ??= stop(supervisor, lock)),
  };
}

async function stop(supervisor: Supervisor, lock: DataLock): Promise<void> {
  try {
    await supervisor.stop();
  } finally {
    await lock.release();
  }
}

async function prepare(dataDir: string, log: PostgresLog): Promise<{ cluster: Cluster; secrets: Secrets }> {
  const place = await locate(dataDir);
  const known = await readSecrets(dataDir);
  const finding = await inspect(place, known);
  const user = place.asRoot ? await ensureSystemUser() : undefined;
  if (finding === 'cluster of a deleted data folder') await setAside({ place, user }, log);
  await prepareBase(place);
  const binaries = await prepareBinaries(place.asRoot ? place.base : undefined, place.base);
  const cluster = { place, binaries, user };
  let secrets = known ?? newSecrets();
  if (finding === 'cluster') await checkVersion(cluster);
  else {
    log.info({ folder: place.clusterDir }, 'making a new database');
    await writeSecrets(dataDir, secrets);
    await createCluster(cluster, secrets.superuser);
  }
  if (!secrets.clusterCreated) {
    secrets = { ...secrets, clusterCreated: true };
    await writeSecrets(dataDir, secrets);
  }
  return { cluster, secrets };
}

/** The database of a data folder that was deleted is kept, but out of the way: nothing can open it without its blobs. */
async function setAside(home: ServerHome, log: PostgresLog): Promise<void> {
  const { place } = home;
  const running = await findServer(home);
  if (running) await shutDown(running.pid, place.clusterDir, log);
  await clearLeftovers(home, log);
  const to = `${place.base}.of-deleted-data-${new Date().toISOString().replaceAll(':', '')}`;
  await rename(place.base, to);
  log.warn(
    { to },
    `the data folder is new, but a database of an earlier one was left: it was moved to ${to}; delete it when nobody misses it`,
  );
}

/** A server that was left running is kept only when it is exactly the one that we would start. */
async function adopt(
  cluster: Cluster,
  secrets: Secrets,
  log: PostgresLog,
): Promise<RunningServer | undefined> {
  const found = await findServer(cluster);
  if (!found) {
    await clearLeftovers(cluster, log);
    return undefined;
  }
  const { pid, port } = found;
  const same = found.ready && (await isAsWeStartIt(cluster, found));
  if (same && (await checkLogin(urlsOf(port, secrets), cluster.place).then(() => true, isUnreachable))) {
    log.info({ pid, port }, 'a PostgreSQL that was left running goes on');
    return { pid, port };
  }
  log.info({ pid }, 'a PostgreSQL that was left running is restarted');
  await shutDown(pid, cluster.place.clusterDir, log);
  await clearLeftovers(cluster, log);
  return undefined;
}

function isUnreachable(error: unknown): false {
  if (error instanceof EmbeddedPostgresError && error.code === 'wrong_password') throw error;
  return false;
}

async function launchAnywhere(cluster: Cluster, log: PostgresLog): Promise<RunningServer> {
  for (let tries = 1; ; tries++) {
    try {
      const server = await launch(cluster, await freePort(), log);
      log.info({ pid: server.pid, port: server.port }, 'PostgreSQL runs');
      return server;
    } catch (error) {
      const taken = error instanceof EmbeddedPostgresError && error.code === 'port_taken';
      if (!taken || tries === 5) throw error;
    }
  }
}
