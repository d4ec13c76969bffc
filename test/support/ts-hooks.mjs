import { access, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

/** `./x.js` means `./x.ts` where only that exists, as in TypeScript itself. */
export async function resolve(specifier, context, next) {
  const isOurs =
    /^\.{1,2}\//.test(specifier) && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts');
  if (isOurs) {
    const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    const exists = await access(url).then(
      () => true,
      () => false,
    );
    if (exists) return { url: url.href, shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { filename, sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
}
