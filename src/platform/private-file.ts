import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissing } from './storage/atomic.js';

/** What only the hub's user may read; undefined when there is no such file. */
export async function readPrivate(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    // Keys that are mounted read-only are as closed as who mounted them left them.
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600).catch(() => undefined);
    return text;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The content of a private file, which is made (mode 600) when it is missing; of several processes that do so at once, one wins. */
export async function readOrCreatePrivate(
  path: string,
  make: () => string | Promise<string>,
): Promise<string> {
  const there = await readPrivate(path);
  if (there !== undefined) return there;
  const text = await make();
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomUUID()}.part`;
  await writeFile(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // A link, unlike a renaming, never replaces what another process has just made.
    await link(temporary, path);
    return text;
  } catch (error) {
    const winner = await readPrivate(path);
    if (winner === undefined) throw error;
    return winner;
  } finally {
    await rm(temporary, { force: true });
  }
}
