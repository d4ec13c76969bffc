// npm test: everything, or the named projects: npm test -- unit -t 'name of a test'
import { readdir } from 'node:fs/promises';
import { ensureBuilt, ensureMediumTestsBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { onlyNamed, projects, runProject } from './lib/jest.mjs';
import { checkVersions, has, inRoot, inTurn } from './lib/project.mjs';
import { Problem, say, script, seconds } from './lib/say.mjs';
import { toolsFor } from './lib/tools.mjs';

const args = process.argv.slice(2);
const named = args.filter((arg) => projects.includes(arg));
const passedOn = args.filter((arg) => !named.includes(arg));
const chosen = projects.filter((project) =>
  named.length > 0 ? named.includes(project) : !onlyNamed.includes(project),
);
const inCi = Boolean(process.env.CI);

await script(async () => {
  checkVersions();
  const runnable = await withoutWhatCannotRun();
  await inTurn(async () => {
    await ensureInstalled();
    if (runnable.some((project) => project !== 'unit')) await ensureBuilt();
    if (runnable.some((project) => project.startsWith('medium'))) await ensureMediumTestsBuilt();
  });
  const total = {
    passed: 0,
    failed: 0,
    skipped: await filesOf(chosen.filter((project) => !runnable.includes(project))),
  };
  for (const project of runnable) add(total, await runOne(project));
  if (total.passed + total.failed === 0) throw new Problem('No test was found.');
  for (const name of total.skipped) say(`skipped: ${name}`);
  if (total.failed > 0 || (inCi && total.skipped.length > 0)) process.exitCode = 1;
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped\n`);
});

async function withoutWhatCannotRun() {
  const runnable = [];
  for (const project of chosen) {
    const missing = await toolsFor(project);
    if (missing === undefined) runnable.push(project);
    else if (inCi) throw new Problem(missing);
    else say(`the tests of ${project} are skipped: ${missing}`);
  }
  return runnable;
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

/** The test files of projects that cannot run here: skipped, which counts as a failure in CI. */
async function filesOf(left) {
  const folders = left.map((project) => `test/${project.split('-')[0]}`);
  const files = await Promise.all(
    folders.filter(has).map(async (folder) => {
      const names = await readdir(inRoot(folder), { recursive: true });
      return names.filter((name) => name.endsWith('.test.ts')).map((name) => `${folder}/${name}`);
    }),
  );
  return files.flat();
}
