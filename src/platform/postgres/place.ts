import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readlink, realpath, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError, errnoOf } from './errors.js';
import { secretsFile, type Secrets } from './secrets.js';

const rootsFolder = '/var/lib/tongbo';

/** Where a data folder's database lives. `base` holds the cluster and, for root, the copy of the programs. */
export interface Place {
  /** Real path of the data folder. */
  dataDir: string;
  base: string;
  clusterDir: string;
  /** The hub runs as root, so that PostgreSQL needs a user and a home outside of root's folders. */
  asRoot: boolean;
}

/**
 * The place of a data folder's database (`dataDir` is its real path). An ordinary user's is in the folder itself; root's is in /var/lib, because
 * PostgreSQL's unprivileged user can't reach into root's own folders.
 */
export async function locate(dataDir: string): Promise<Place> {
  const asRoot = process.getuid?.() === 0;
  if (!asRoot) return { dataDir, base: dataDir, clusterDir: join(dataDir, 'postgres'), asRoot };
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const base = join(await realpath(rootsFolder).catch(() => rootsFolder), hash);
  return { dataDir, base, clusterDir: join(base, 'postgres'), asRoot };
}

/** What is found in a place before the start. */
export type Finding = 'nothing' | 'cluster' | 'cluster of a deleted data folder';

/**
 * Looks at what is there, and refuses what would start an empty database beside a lost one.
 * @throws EmbeddedPostgresError `wrong_owner`, `secrets_missing` or `database_missing`
 */
export async function inspect(place: Place, secrets: Secrets | undefined): Promise<Finding> {
  const link = await kindOf(join(place.dataDir, 'postgres'));
  refuseOtherOwner(place, link.kind);
  if (place.asRoot && link.kind === 'link' && link.target !== place.clusterDir)
    throw movedAway(place, link.target);
  const there = (await kindOf(join(place.clusterDir, 'PG_VERSION'))).kind === 'file';
  if (there && !secrets) {
    if (place.asRoot && link.kind === 'nothing') return 'cluster of a deleted data folder';
    throw new EmbeddedPostgresError(
      'secrets_missing',
      `There is a database in ${place.clusterDir}, but the file with its passwords, ${secretsFile(place.dataDir)}, is missing: ` +
        'put it back from a backup, or choose another HUB_DATA.',
    );
  }
  if (!there && secrets?.clusterCreated) throw databaseMissing(place);
  return there ? 'cluster' : 'nothing';
}

/** Makes the base folder, which PostgreSQL's user may pass through but not write to, and root's link to the cluster. */
export async function prepareBase(place: Place): Promise<void> {
  if (!place.asRoot) return;
  for (const folder of [dirname(place.base), place.base]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
  }
  const link = join(place.dataDir, 'postgres');
  if ((await kindOf(link)).kind === 'nothing') await symlink(place.clusterDir, link);
}

function refuseOtherOwner(place: Place, kind: string): void {
  if (place.asRoot && kind === 'folder') {
    throw new EmbeddedPostgresError(
      'wrong_owner',
      `The database in ${place.dataDir} was made by an ordinary user: start the hub as that user, or choose another HUB_DATA.`,
    );
  }
  if (!place.asRoot && kind === 'link') {
    throw new EmbeddedPostgresError(
      'wrong_owner',
      `The database of ${place.dataDir} was made by root: start the hub as root, or choose another HUB_DATA.`,
    );
  }
}

function movedAway(place: Place, target: string): EmbeddedPostgresError {
  const link = join(place.dataDir, 'postgres');
  return new EmbeddedPostgresError(
    'database_missing',
    `The data folder ${place.dataDir} was moved or copied here; its database is still at ${dirname(target)}. If it was moved: ` +
      `mv ${dirname(target)} ${place.base} && rm ${link}, then start again. If it was copied: choose another HUB_DATA.`,
  );
}

function databaseMissing(place: Place): EmbeddedPostgresError {
  const container = place.asRoot
    ? ` (in a container, keep ${rootsFolder} on a volume too, or run the hub as an ordinary user)`
    : '';
  return new EmbeddedPostgresError(
    'database_missing',
    `The data folder ${place.dataDir} had a database, but ${place.clusterDir} is missing: put it back from a backup${container}, ` +
      'or choose another HUB_DATA to begin with an empty hub.',
  );
}

type Kind = { kind: 'nothing' | 'file' | 'folder' } | { kind: 'link'; target: string };

async function kindOf(path: string): Promise<Kind> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) return { kind: 'link', target: await readlink(path) };
    return { kind: stats.isDirectory() ? 'folder' : 'file' };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return { kind: 'nothing' };
    throw error;
  }
}
