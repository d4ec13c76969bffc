import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json, whether this file runs from the sources or from the build. */
export const projectRoot = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('the hub does not stand in its project folder: package.json is missing');
    folder = parent;
  }
  return folder;
})();

const isBuilt = import.meta.url.endsWith('.js');

/** Where the hub's programs lie that are found by their path, `src/…` and `channels/…`: in the build, or the sources. */
export const programFolder = isBuilt ? join(projectRoot, 'dist') : projectRoot;

/** `.js` where the hub runs from its build, `.ts` where it runs from its sources. */
export const programExtension = isBuilt ? '.js' : '.ts';
