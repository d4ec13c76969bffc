// npm run check: format, lint, types, import rules, unused code. Runs all of them, two at a time, and says how each went.
import { readdirSync } from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { checkVersions, has, inRoot, inTurn, root, tool } from './lib/project.mjs';
import { run, say, script } from './lib/say.mjs';

const rooms = ['src', 'channels', 'displays', 'console', 'test', 'bench'].filter(has);
const typeChecks = ['.', ...readdirSync(root).filter((name) => name !== 'node_modules')]
  .map((folder) => `${folder}/tsconfig.json`)
  .filter(has);

const checks = [
  ['lint', tool('oxlint/bin/oxlint'), '--deny-warnings', '.'],
  ['no exceptions from the rules', inRoot('scripts/no-exceptions.mjs')],
  ...typeChecks.map((file) => [`types in ${file}`, tool('typescript-7/bin/tsc'), '--noEmit', '-p', file]),
  [
    'import rules',
    tool('dependency-cruiser/bin/dependency-cruise.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    ...rooms,
  ],
  ['lock file', inRoot('scripts/lock.mjs')],
  ['format', tool('oxfmt/bin/oxfmt'), '--check'],
  ['unused code', tool('knip/bin/knip.js'), '--no-progress'],
];

await script(async () => {
  checkVersions();
  await inTurn(ensureInstalled);
  const queue = [...checks];
  const failed = [];
  const lane = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      if (!(await passes(check))) failed.push(check[0]);
    }
  };
  await Promise.all([lane(), lane()]);
  if (failed.length > 0) process.exitCode = 1;
  process.stdout.write(failed.length > 0 ? `✗ failed: ${failed.join(', ')}\n` : '✓ all checks passed\n');
});

async function passes([name, program, ...args]) {
  const { code, output, took } = await run(name, process.execPath, [program, ...args], { cwd: root });
  say(`${name}: ${code === 0 ? 'clean' : 'FAILED'} in ${took}`);
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
  return code === 0;
}
