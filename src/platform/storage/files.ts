import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../contract/channel.js';
import { hasCode, isMissing, writeAtomically } from './atomic.js';

/** A target's own folder of served files. Paths that leave it, or name hidden files, are refused. */
export class FolderFiles implements Files {
  constructor(private readonly folder: string) {}

  async write(path: string, content: Uint8Array | string): Promise<void> {
    await writeAtomically(this.resolve(path), content);
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.resolve(path));
    } catch (error) {
      if (isMissing(error) || hasCode(error, 'EISDIR')) return undefined;
      throw error;
    }
  }

  async remove(path: string): Promise<void> {
    await rm(this.resolve(path), { force: true, recursive: true });
  }

  async list(folder: string): Promise<string[]> {
    const prefix = folder === '' ? '' : `${folder}/`;
    try {
      const entries = await readdir(folder === '' ? this.folder : this.resolve(folder), {
        recursive: true,
        withFileTypes: true,
      });
      const base = join(this.folder, folder);
      return entries
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
        .map((entry) => prefix + join(entry.parentPath, entry.name).slice(base.length).replace(/^\/+/, ''))
        .sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  private resolve(path: string): string {
    const parts = path.split('/');
    const bad = parts.some((part) => part === '' || part.startsWith('.') || /[\\\0]/.test(part));
    if (bad) throw new Error(`not a path within the target's files: ${JSON.stringify(path)}`);
    return join(this.folder, ...parts);
  }
}
