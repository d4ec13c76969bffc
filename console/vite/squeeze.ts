import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
/** Smaller than what the hub could afford for each answer; the best level would take longer than the whole build. */
const QUALITY = 9;
/** In bytes; less gains nothing. */
const LEAST = 1_000;

/** Puts a compressed copy beside every script and style, which the hub hands out as it is (`static-pages.ts`). */
export function squeeze(): Plugin {
  return {
    name: 'squeeze',
    // Of what is on the disk: until then other plugins still write into the scripts.
    async writeBundle({ dir = '' }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name));
      await Promise.all(names.map((name) => squeezeFile(join(dir, name))));
    },
  };
}

async function squeezeFile(path: string): Promise<void> {
  const text = await readFile(path);
  if (text.length < LEAST) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
  await writeFile(`${path}.br`, await brotli(text, { params }));
}
