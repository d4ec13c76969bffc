import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { has, inRoot, root, tool } from './project.mjs';
import { mustRun, say } from './say.mjs';

const isTest = (path) => /\.test\.tsx?$|\/fixtures\//.test(path);
const vitePage = (name) => ({
  name,
  sources: [name, 'src/contract'],
  files: ['package-lock.json'],
  result: `dist/${name}/index.html`,
  build: () =>
    mustRun(
      name,
      process.execPath,
      [tool('vite/bin/vite.js'), 'build', name, '--outDir', inRoot('dist', name), '--emptyOutDir'],
      {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'production' },
      },
    ),
});

const hub = {
  name: 'hub',
  sources: ['src', 'channels'],
  files: ['package-lock.json', 'tsconfig.json', 'scripts/bundle.mjs'],
  result: 'dist/src/main.js',
  build: () => mustRun('hub', process.execPath, [inRoot('scripts/bundle.mjs')], { cwd: root }),
};
const pages = ['console', 'displays'].map(vitePage);

/** Where the medium tests lie as they run: jest would take a second and a half to load the hub anew for each of them. */
export const builtTests = '.cache/tests';
const mediumTests = {
  name: 'medium-tests',
  sources: ['src', 'channels', 'test'],
  withTests: true,
  files: hub.files,
  result: `${builtTests}/test/medium`,
  build: () =>
    mustRun(
      'medium tests',
      process.execPath,
      [inRoot('scripts/bundle.mjs'), '--to', inRoot(builtTests), '--tests', 'test/medium'],
      { cwd: root },
    ),
};

/** Builds the medium tests, if they or what they test have changed. */
export async function ensureMediumTestsBuilt() {
  const hash = await hashOf(mediumTests);
  if (has(mediumTests.result) && (await stampOf(mediumTests)) === hash) return;
  await buildInOrder([{ part: mediumTests, hash }]);
}

/** Builds what has changed since its last build, by the content of its sources. `force` builds everything. */
export async function ensureBuilt({ force = false } = {}) {
  const parts = [hub, ...pages].filter((part) => part === hub || has(`${part.name}/index.html`));
  const stale = [];
  for (const part of parts) {
    const hash = await hashOf(part);
    if (force || !has(part.result) || (await stampOf(part)) !== hash) stale.push({ part, hash });
  }
  if (stale.length === 0) return;
  say(`building ${stale.map(({ part }) => part.name).join(', ')}`);
  // Two lanes for two cores: the hub in one, the pages in the other.
  const programs = stale.filter(({ part }) => part === hub);
  const pagesToo = stale.filter(({ part }) => part !== hub);
  const lanes = await Promise.allSettled([programs, pagesToo].map(buildInOrder));
  const failed = lanes.find((lane) => lane.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Would `ensureBuilt` have something to do? */
export async function isBuilt() {
  for (const part of [hub, ...pages.filter((page) => has(`${page.name}/index.html`))]) {
    if (!has(part.result) || (await stampOf(part)) !== (await hashOf(part))) return false;
  }
  return true;
}

async function buildInOrder(stale) {
  for (const { part, hash } of stale) {
    await rm(stampFile(part), { force: true });
    const { took } = await part.build();
    await writeFile(stampFile(part), hash);
    say(`${part.name} built in ${took}`);
  }
}

async function hashOf({ sources, files, withTests = false }) {
  const folders = await Promise.all(sources.filter(has).map((folder) => filesIn(folder)));
  const paths = [...folders.flat().filter((path) => withTests || !isTest(path)), ...files.filter(has)].sort();
  const hash = createHash('sha256');
  const contents = await Promise.all(paths.map((path) => readFile(inRoot(path))));
  paths.forEach((path, index) => hash.update(`\0${path}\0`).update(contents[index]));
  return hash.digest('hex');
}

async function filesIn(folder) {
  const entries = await readdir(inRoot(folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function stampFile({ name }) {
  return inRoot('dist', `.built-${name}`);
}

async function stampOf(part) {
  return readFile(stampFile(part), 'utf8').catch(() => undefined);
}
