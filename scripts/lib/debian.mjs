import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem, run, say } from './say.mjs';

/** Debian's packages that tests and benchmarks need, and the program that tells that one is there. */
const programs = {
  'chromium-headless-shell': 'chromium-headless-shell',
  'default-jre-headless': 'java',
  fontconfig: 'fc-list',
  hugo: 'hugo',
  'libxml2-utils': 'xmllint',
  nginx: 'nginx',
  'redis-server': 'redis-server',
};

/**
 * Makes sure that the programs of some of Debian's packages are there, installing what is missing when root may. No
 * service is started by that.
 * @param {(keyof typeof programs)[]} packages
 * @returns {Promise<string | undefined>} what is missing and how to get it, or undefined when all is there
 */
export async function ensureTools(packages) {
  const isMissing = (name) => {
    if (!programs[name]) throw new Error(`scripts/lib/debian.mjs does not know the package ${name}`);
    return programPath(programs[name]) === undefined;
  };
  const missing = packages.filter(isMissing);
  if (missing.length === 0) return undefined;
  if (!mayInstall())
    return `${missing.join(', ')} must be installed; on Debian, as root: ${installCommand(missing)}`;
  await installPackages(missing);
  const still = packages.filter(isMissing);
  return still.length === 0
    ? undefined
    : `${still.join(', ')} still not found after: ${installCommand(missing)}`;
}

/** Where a program lies; also in the folders for administrators, which users seldom have on their path. */
export function programPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

export const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

export const installCommand = (packages) =>
  `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/** Installs packages by apt-get. @throws Problem with what apt-get said */
export async function installPackages(packages) {
  say(`installing ${packages.join(', ')}`);
  // RUNLEVEL=1 keeps a package's own scripts from starting its service beside ours.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const patient = ['-o', 'DPkg::Lock::Timeout=300'];
  for (const args of [
    ['update', ...patient],
    ['install', ...patient, '-y', '--no-install-recommends', ...packages],
  ]) {
    const { code, output, took } = await run(`apt-get ${args[0]}`, 'apt-get', args, { env });
    if (code !== 0)
      throw new Problem(
        `apt-get ${args[0]} failed after ${took}:\n${output.slice(-2000)}\nRun by hand: ${installCommand(packages)}`,
      );
    say(`apt-get ${args[0]} done in ${took}`);
  }
}
