import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { checkVersions, inRoot, inTurn, root } from './project.mjs';
import { Problem } from './say.mjs';

/**
 * Runs one of the TypeScript programs beside the product, with the product built before, and ends as it ends.
 * @param {string} main its path from the root
 * @param {() => Promise<string | undefined>} missing says what it needs and cannot have
 */
export async function runTyped(main, missing) {
  checkVersions();
  const toStdout = process.stdout.write;
  // Standard output belongs to the result: what building and installing say goes elsewhere.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const lacking = await missing();
  if (lacking !== undefined) throw new Problem(`${main} needs what is not here: ${lacking}`);
  await inTurn(async () => {
    await ensureInstalled();
    await ensureBuilt();
  });
  process.stdout.write = toStdout;
  const loader = inRoot('test', 'support', 'ts-loader.mjs');
  const flags = ['--disable-warning=ExperimentalWarning', '--import', loader];
  const child = spawn(process.execPath, [...flags, inRoot(main), ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd: root,
  });
  process.exitCode = await new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
