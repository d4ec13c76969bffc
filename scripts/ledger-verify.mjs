// npm run ledger:verify: proves the ledger of HUB_DATA, whether its hub runs or not. Ends with 0 when it holds, with 1
// when something was changed (each fault on a line), with 2 when it could not be read.
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkVersions, has, inRoot, inTurn } from './lib/project.mjs';
import { script } from './lib/say.mjs';
import { isServing } from './lib/serving.mjs';

const verifier = 'dist/src/record/verify.cli.js';

await script(async () => {
  checkVersions();
  // Like npm start: the programs of a running hub are left as they are.
  if (!has(verifier) || !(await isServing())) {
    await inTurn(async () => {
      await ensureInstalled();
      await ensureBuilt();
    });
  }
  await import(pathToFileURL(inRoot(verifier)).href);
});
