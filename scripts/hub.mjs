// npm run hub -- COMMAND: an operator's tools, on a running or a stopped hub. npm run hub -- help lists them.
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkVersions, has, inRoot, inTurn } from './lib/project.mjs';
import { script } from './lib/say.mjs';
import { isServing } from './lib/serving.mjs';

const program = 'dist/src/operate/hub.cli.js';
let ready = false;

await script(async () => {
  checkVersions();
  const toStdout = process.stdout.write;
  // Standard output belongs to the answer: what building and installing say goes elsewhere.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  // Like npm start: the programs of a running hub are left as they are.
  if (!has(program) || !(await isServing())) {
    await inTurn(async () => {
      await ensureInstalled();
      await ensureBuilt();
    });
  }
  process.stdout.write = toStdout;
  ready = true;
});

if (ready) await import(pathToFileURL(inRoot(program)).href);
