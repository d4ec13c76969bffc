import type { Files } from '../../contract/channel.js';
import { FolderShelf } from './folder.js';
import type { Shelf } from './shelf.js';

/** A target's own served files, below its prefix. Paths that leave it, or name hidden files, are refused. */
export class ShelfFiles implements Files {
  private readonly prefix: string;

  /** `folder` is where on the shelf the files stand; `''` is all of it. */
  constructor(
    private readonly shelf: Shelf,
    folder: string,
  ) {
    this.prefix = folder === '' ? '' : `${folder}/`;
  }

  async write(path: string, content: Uint8Array | string): Promise<void> {
    await this.shelf.write(this.resolve(path), content);
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.shelf.read(this.resolve(path));
  }

  async remove(path: string): Promise<void> {
    await this.shelf.remove(this.resolve(path));
  }

  async list(folder: string): Promise<string[]> {
    const found = await this.shelf.list(folder === '' ? this.prefix.slice(0, -1) : this.resolve(folder));
    return found.map((path) => path.slice(this.prefix.length));
  }

  private resolve(path: string): string {
    const parts = path.split('/');
    const bad = parts.some((part) => part === '' || part.startsWith('.') || /[\\\0]/.test(part));
    if (bad) throw new Error(`not a path within the target's files: ${JSON.stringify(path)}`);
    return this.prefix + path;
  }
}

/** Served files in a folder. */
export class FolderFiles extends ShelfFiles {
  constructor(folder: string) {
    super(new FolderShelf(folder), '');
  }
}
