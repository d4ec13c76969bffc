import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inRoot, root, tool } from './project.mjs';
import { say } from './say.mjs';

/** The projects of jest.config.mjs, in the order in which they run. */
export const projects = ['unit', 'medium', 'medium-redis', 'conformance', 'e2e', 'chaos', 'soak'];

/** Runs only when it is named: minutes of large runs, too long for every change. */
export const onlyNamed = ['chaos', 'soak'];

/** Where tests wait for a good part of their time, more of them run at once than the usual two. */
const workersFor = { medium: 3, 'medium-redis': 3 };

/** A bound against hanging, for one project, and from its report to its end. */
const longestMinutes = 24;
const longestEndSeconds = 30;

/**
 * Runs one project, its output on the terminal.
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>} `skipped` holds names
 */
export async function runProject(project, named) {
  // The medium tests run as they were built: whoever names a file names its source.
  const args = project.startsWith('medium') ? named.map((arg) => arg.replace(/\.ts$/, '.js')) : named;
  const report = inRoot('.cache', 'jest', `${project}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const code = await jest(project, [...args, '--json', `--outputFile=${report}`], report);
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) {
    if (code === 0) return { passed: 0, failed: 0, skipped: [] };
    say(`${project}: jest ended with code ${code} and without a report`);
    return { passed: 0, failed: 1, skipped: [] };
  }
  return count(JSON.parse(text), code, args);
}

function jest(project, args, report) {
  // The workers take these over: with room for what is young, a tenth of their time is not spent on collecting it.
  const flags = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    '--max-semi-space-size=64',
  ];
  const workers = project === 'chaos' ? '--runInBand' : `--maxWorkers=${workersFor[project] ?? 2}`;
  const command = [...flags, tool('jest/bin/jest.js'), '--selectProjects', project, workers, ...args];
  // jest writes its JSON to stdout too, even with --outputFile; what people read goes to stderr.
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const limit = setTimeout(() => {
    say(
      `${project}: not done after ${longestMinutes} minutes; ending it (a test hangs, or something it opened was never closed)`,
    );
    child.kill('SIGKILL');
  }, longestMinutes * 60_000);
  let reportedAt;
  const ending = setInterval(() => {
    if (existsSync(report)) reportedAt ??= performance.now();
    if (performance.now() - (reportedAt ?? Infinity) < longestEndSeconds * 1_000 || !reportedAt) return;
    say(`${project}: all tests are done and it does not end; ending it (a test left something open)`);
    child.kill('SIGKILL');
  }, 1_000);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(limit);
      clearInterval(ending);
      resolve(code ?? 1);
    });
  });
}

/** A suite that could not even be loaded counts as one failed test; tests that a name filter left out do not count. */
function count(report, code, args) {
  const filtered = args.some((arg) => /^(-t|--testNamePattern)/.test(arg));
  const skipped = filtered
    ? []
    : report.testResults.flatMap(({ assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'pending' || status === 'todo')
          .map(({ fullName }) => fullName),
      );
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
}
