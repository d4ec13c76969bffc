// npm test: everything, or the named projects: npm test -- unit -t 'name of a test'
import { readdir } from 'node:fs/promises';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { projects, runProject } from './lib/jest.mjs';
import { checkVersions, has, inRoot, inTurn } from './lib/project.mjs';
import { Problem, say, script, seconds } from './lib/say.mjs';

const args = process.argv.slice(2);
const named = args.filter((arg) => projects.includes(arg));
const passedOn = args.filter((arg) => !named.includes(arg));
const chosen = named.length > 0 ? projects.filter((project) => named.includes(project)) : projects;
const inCi = Boolean(process.env.CI);

await script(async () => {
  checkVersions();
  const runnable = await withoutWhatCannotRun();
  await inTurn(async () => {
    await ensureInstalled();
    if (runnable.some((project) => project !== 'unit')) await ensureBuilt();
  });
  const total = {
    passed: 0,
    failed: 0,
    skipped: chosen.length > runnable.length ? await endToEndFiles() : [],
  };
  for (const project of runnable) add(total, await runOne(project));
  if (total.passed + total.failed === 0) throw new Problem('No test was found.');
  for (const name of total.skipped) say(`skipped: ${name}`);
  if (total.failed > 0 || (inCi && total.skipped.length > 0)) process.exitCode = 1;
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped\n`);
});

async function withoutWhatCannotRun() {
  if (!chosen.includes('e2e')) return chosen;
  const missing = await ensureBrowser();
  if (missing === undefined) return chosen;
  if (inCi) throw new Problem(missing);
  say(`the end-to-end tests are skipped: ${missing}`);
  return chosen.filter((project) => project !== 'e2e');
}

async function runOne(project) {
  const started = performance.now();
  const isPart = passedOn.some((arg) => !arg.startsWith('--')) || named.length > 0;
  const result = await runProject(project, isPart ? [...passedOn, '--passWithNoTests'] : passedOn);
  say(`${project}: ${result.passed} passed, ${result.failed} failed in ${seconds(started)}`);
  return result;
}

function add(total, { passed, failed, skipped }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped.push(...skipped);
}

async function endToEndFiles() {
  if (!has('test/e2e')) return [];
  const names = await readdir(inRoot('test/e2e'), { recursive: true });
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => `test/e2e/${name} (no browser)`);
}
