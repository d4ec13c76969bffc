// node scripts/pictures.mjs [FOLDER]: takes the pictures of docs/pictures anew, from the hub as it is.
import { spawn } from 'node:child_process';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkVersions, inRoot, inTurn, root } from './lib/project.mjs';
import { Problem, script } from './lib/say.mjs';

await script(async () => {
  checkVersions();
  await inTurn(async () => {
    await ensureInstalled();
    await ensureBuilt();
  });
  const missing = await ensureBrowser();
  if (missing !== undefined) throw new Problem(missing);
  const args = ['--disable-warning=ExperimentalWarning', '--import', inRoot('test/support/ts-loader.mjs')];
  const command = [...args, inRoot('test/e2e/pictures.ts'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});
