import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const chaos = fileURLToPath(new URL('../', import.meta.url));

/** The built hub with the channels of the chaos tests beside it instead of its own. */
export interface Build {
  /** Starts the hub; the same file as in production. */
  main: string;
  /** What is loaded before it. */
  points: string;
  verifier: string;
  remove(): Promise<void>;
}

/**
 * Copies what was built and puts other channels where the hub looks for them, so that nothing in it has to know of
 * tests. It stands in the project's folder, from where it finds its packages.
 */
export async function prepareBuild(name: string): Promise<Build> {
  const folder = join(root, '.cache', 'chaos', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(root, 'dist', 'src'), join(folder, 'src'), { recursive: true });
  for (const page of ['console', 'displays']) await symlink(join(root, 'dist', page), join(folder, page));
  await compileInto(join(folder, 'channels'), join(chaos, 'channels'));
  await compile(join(chaos, 'inside', 'points.ts'), join(folder, 'points.js'));
  return {
    main: join(folder, 'src', 'main.js'),
    points: join(folder, 'points.js'),
    verifier: join(folder, 'src', 'record', 'verify.cli.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function compileInto(target: string, source: string): Promise<void> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    await compile(path, join(target, path.slice(source.length).replace(/\.ts$/, '.js')));
  }
}

/** The build's `channels` lies as high as `src`, two folders higher than where these channels are written. */
async function compile(from: string, to: string): Promise<void> {
  const { code } = await transform(await readFile(from, 'utf8'), { filename: from, sourceMaps: 'inline' });
  await mkdir(dirname(to), { recursive: true });
  await writeFile(
    to,
    code.replaceAll("'../../../../src/", "'../../src/").replaceAll("'../../../src/", "'../src/"),
  );
}
