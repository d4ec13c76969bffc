import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, isMissing, writeAtomically } from './atomic.js';
import type { Shelf } from './shelf.js';

/** A folder of this machine, or one that all nodes have mounted. */
export class FolderShelf implements Shelf {
  constructor(private readonly folder: string) {}

  async write(path: string, content: Uint8Array | string): Promise<void> {
    await writeAtomically(join(this.folder, path), content);
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    return orMissing(readFile(join(this.folder, path)));
  }

  async readPart(path: string, from: number, length: number): Promise<Uint8Array | undefined> {
    const file = await orMissing(open(join(this.folder, path)));
    if (!file) return undefined;
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async size(path: string): Promise<number | undefined> {
    const found = await orMissing(stat(join(this.folder, path)));
    return found?.isFile() === true ? found.size : undefined;
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.folder, path), { force: true, recursive: true });
  }

  async list(folder: string): Promise<string[]> {
    const base = join(this.folder, folder);
    const entries = (await orMissing(readdir(base, { recursive: true, withFileTypes: true }))) ?? [];
    const prefix = folder === '' ? '' : `${folder}/`;
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
      .map((entry) => prefix + join(entry.parentPath, entry.name).slice(base.length).replace(/^\/+/, ''))
      .sort();
  }
}

async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error) || hasCode(error, 'EISDIR')) return undefined;
    throw error;
  }
}
