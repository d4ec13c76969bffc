// npm start: makes the clone ready, then becomes the hub itself, so that signals, exit codes and kill -9 mean the hub.
// (package.json says "exec" because npm passes SIGTERM to its shell only, and that would leave the hub behind.)
import { pathToFileURL } from 'node:url';
import { ensureBuilt, isBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkVersions, has, inRoot, inTurn } from './lib/project.mjs';
import { say, script } from './lib/say.mjs';
import { isServing } from './lib/serving.mjs';

const main = 'dist/src/main.js';
let ready = false;

await script(async () => {
  checkVersions();
  // A hub that runs on the same data is about to refuse us: don't change its programs under its feet.
  if (has(main) && (await isServing())) {
    if (!(await isBuilt())) say('the sources have changed, but a hub is running on this data; not building');
  } else {
    await inTurn(async () => {
      await ensureInstalled();
      await ensureBuilt();
    });
  }
  ready = true;
});

if (ready) {
  process.setSourceMapsEnabled(true);
  process.argv[1] = inRoot(main);
  await import(pathToFileURL(inRoot(main)).href);
}
