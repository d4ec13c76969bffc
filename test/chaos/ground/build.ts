import { execFile } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

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

/** What `inside/points.ts` watches; it has to be the very copy that the hub uses. */
const watched = ['pg', 'bullmq', 'ioredis'];

/**
 * Builds the hub with other channels where it looks for them, so that nothing in it has to know of tests. It stands in
 * the project's folder, from where it finds its packages.
 */
export async function prepareBuild(name: string): Promise<Build> {
  const folder = join(root, '.cache', 'chaos', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const args = ['--to', folder, '--channels', join(chaos, 'channels')];
  const points = `points=${join(chaos, 'inside', 'points.ts')}`;
  await promisify(execFile)(process.execPath, [
    join(root, 'scripts', 'bundle.mjs'),
    ...args,
    '--program',
    points,
    ...watched.flatMap((name) => ['--leave', name]),
  ]);
  for (const page of ['console', 'displays']) await symlink(join(root, 'dist', page), join(folder, page));
  return {
    main: join(folder, 'src', 'main.js'),
    points: join(folder, 'points.js'),
    verifier: join(folder, 'src', 'record', 'verify.cli.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
