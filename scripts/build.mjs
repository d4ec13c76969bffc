import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkVersions, inTurn } from './lib/project.mjs';
import { script } from './lib/say.mjs';

await script(async () => {
  checkVersions();
  await inTurn(async () => {
    await ensureInstalled();
    await ensureBuilt({ force: process.argv.includes('--force') });
  });
});
