import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureTools } from './lib/debian.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkVersions, inTurn, root } from './lib/project.mjs';
import { Problem, script } from './lib/say.mjs';

// npm run chaos -- [--engine postgres|redis] [--seeds N] [--from S] [--seed S] [--json]
await script(async () => {
  checkVersions();
  const toStdout = process.stdout.write;
  // Standard output belongs to the result: what building and installing say goes elsewhere.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const missing = await ensureTools(process.argv.includes('redis') ? ['redis-server'] : []);
  if (missing !== undefined) throw new Problem(`the chaos run needs what is not here: ${missing}`);
  await inTurn(async () => {
    await ensureInstalled();
    await ensureBuilt();
  });
  process.stdout.write = toStdout;
  const loader = fileURLToPath(new URL('../test/support/ts-loader.mjs', import.meta.url));
  const main = fileURLToPath(new URL('../test/chaos/chaos.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', loader, main, ...process.argv.slice(2)],
    { stdio: 'inherit', cwd: root },
  );
  process.exitCode = await new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
});
