import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresError, explain } from './errors.js';
import { programEnvironment, runProgram } from './processes.js';
import type { Place } from './place.js';
import type { SystemUser } from './system-user.js';

/** A database cluster with the programs that run it and, under root, the user that they run as. */
export interface Cluster {
  place: Place;
  binaries: Binaries;
  user: SystemUser | undefined;
}

const unfinishedPrefix = 'postgres.unfinished-';

/** Settings that an administrator may change in the cluster's postgresql.conf; written once, when it is made. */
const firstSettings = {
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  min_wal_size: '64MB',
  huge_pages: 'off',
};

/** Who PostgreSQL's processes belong to, in the form that child_process takes; nothing for "who runs the hub". */
export function identity({ user }: Pick<Cluster, 'user'>): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** How a child process of PostgreSQL's is started: unprivileged, with nothing of the hub's environment. */
export function runAs(cluster: Cluster) {
  return { ...identity(cluster), cwd: cluster.place.base, env: programEnvironment };
}

/**
 * Makes the cluster (UTF-8, C locale, checksums, scram). It appears under its name only when it is complete, so that a
 * crash in the middle leaves nothing that would be mistaken for a database.
 */
export async function createCluster(cluster: Cluster, superuserPassword: string): Promise<void> {
  const { place, user } = cluster;
  const unfinished = join(place.base, `${unfinishedPrefix}${randomBytes(6).toString('hex')}`);
  const passwordFile = `${unfinished}.pw`;
  try {
    await removeUnfinished(place.base);
    await mkdir(unfinished, { mode: 0o700 });
    await writeFile(passwordFile, superuserPassword, { mode: 0o600, flag: 'wx' });
    if (user) await Promise.all([unfinished, passwordFile].map((path) => chown(path, user.uid, user.gid)));
    await initdb(cluster, unfinished, passwordFile);
    await rename(unfinished, place.clusterDir);
    await syncFolder(place.base);
  } catch (error) {
    throw explain(error, 'making the database cluster', place.base);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function initdb(cluster: Cluster, folder: string, passwordFile: string): Promise<void> {
  const settings = Object.entries(firstSettings).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const args = [
    ...['-D', folder, '-U', 'postgres', '--pwfile', passwordFile, '-A', 'scram-sha-256', '--data-checksums'],
    ...['-E', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ...['--no-instructions', ...settings],
  ];
  const result = await runProgram(cluster.binaries.initdb, args, runAs(cluster));
  if (result.code !== 0) throw explain('', 'making the database cluster', cluster.place.base, result.stderr);
}

/** @throws EmbeddedPostgresError `wrong_version` when the cluster belongs to another major version of PostgreSQL */
export async function checkVersion({ place, binaries }: Cluster): Promise<void> {
  const text = await readFile(join(place.clusterDir, 'PG_VERSION'), 'utf8');
  const major = Number.parseInt(text, 10);
  if (major === binaries.major) return;
  throw new EmbeddedPostgresError(
    'wrong_version',
    `The database in ${place.clusterDir} is of PostgreSQL ${text.trim()}, this hub brings PostgreSQL ${binaries.major}: ` +
      'start the version of the hub that made it and move its contents by export and import, or choose another HUB_DATA.',
  );
}

/** Leftovers of a creation that was killed; nothing else of ours carries this prefix. */
async function removeUnfinished(base: string): Promise<void> {
  const names = (await readdir(base)).filter((name) => name.startsWith(unfinishedPrefix));
  await Promise.all(names.map((name) => rm(join(base, name), { recursive: true, force: true })));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
