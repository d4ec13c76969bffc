import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);

/** The next folder above this file that has something at a path. */
function folderWith(path: string): string {
  for (let folder = dirname(here); ; folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return folder;
    if (folder === dirname(folder))
      throw new Error(`the hub does not stand in its project folder: ${path} is missing`);
  }
}

/** The folder with package.json, whether this file runs from the sources or from the build. */
export const projectRoot = folderWith('package.json');

/** `.js` where the hub runs from its build, `.ts` where it runs from its sources. */
export const programExtension = here.endsWith('.js') ? '.js' : '.ts';

/** Where the programs lie that are found by their path, `src/…` and `channels/…`: in the build, or in the sources. */
export const programFolder = folderWith(`src/main${programExtension}`);
