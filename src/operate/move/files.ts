import { sha256 } from '../../platform/hash.js';
import type { Shelf } from '../../platform/storage/shelf.js';
import { SHELF_FILES } from '../archive/format.js';
import type { Member } from '../archive/tar.js';
import { Refusal } from '../refusal.js';

/** What a hub keeps on its shelf; in a data folder other things stand beside it. */
const folders = ['anchors', 'blobs', 'files'];
const BLOB = /^blobs\/sha256\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/;

/** The hash that a blob's path tells. */
const hashIn = (path: string): string | undefined => {
  const digits = BLOB.exec(path)?.[2];
  return digits === undefined ? undefined : `sha256:${digits}`;
};

/** Reads the shelf, and finds what is damaged or missing there. */
export class ShelfReader {
  files = 0;
  bytes = 0;
  /** Blobs whose bytes are not what their name says, or that rows name and nobody has. */
  readonly damaged: string[] = [];

  constructor(
    private readonly shelf: Shelf,
    private readonly named: Set<string>,
  ) {}

  async *members(): AsyncGenerator<Member> {
    const missing = new Set(this.named);
    for (const folder of folders) {
      for (const path of await this.shelf.list(folder)) {
        const content = await this.shelf.read(path);
        // A served file may be replaced while the hub goes on; it is made again from the database.
        if (!content) continue;
        const hash = hashIn(path);
        if (hash !== undefined) {
          missing.delete(hash);
          if (sha256(content) !== hash) this.damaged.push(hash);
        }
        this.files += 1;
        this.bytes += content.byteLength;
        yield { path: `${SHELF_FILES}${path}`, content: Buffer.from(content) };
      }
    }
    this.damaged.push(...missing);
  }
}

/** Puts an archive's files on the shelf, and takes them away again when the rest fails. */
export class ShelfWriter {
  files = 0;
  private readonly written: string[] = [];

  constructor(private readonly shelf: Shelf) {}

  /** @throws Refusal when another hub's files stand there */
  async requireEmpty(): Promise<void> {
    for (const folder of ['anchors', 'files']) {
      if ((await this.shelf.list(folder)).length > 0)
        throw new Refusal(`The storage of HUB_FILES holds ${folder} of a hub already: name an empty one.`);
    }
  }

  async put({ path, content }: Member): Promise<void> {
    const place = path.slice(SHELF_FILES.length);
    if (!isPlace(place)) throw new Refusal(`The archive holds a file of an unknown place, ${path}.`);
    const hash = hashIn(place);
    // The same bytes under the same name: there is nothing to write, and nothing to take away.
    if (hash !== undefined && (await this.shelf.size(place)) === content.length) {
      const there = await this.shelf.read(place);
      if (there && sha256(there) === hash) return;
    }
    this.written.push(place);
    await this.shelf.write(place, content);
    this.files += 1;
  }

  async undo(): Promise<void> {
    for (const path of this.written) await this.shelf.remove(path);
  }
}

function isPlace(path: string): boolean {
  const parts = path.split('/');
  const bad = parts.some((part) => part === '' || part.startsWith('.') || /[\\\0]/.test(part));
  return !bad && parts.length > 1 && folders.includes(parts[0] ?? '');
}
