import { LRUCache } from 'lru-cache';
import { HubError } from '../../contract/errors.js';
import type { Hash } from '../../contract/values.js';
import { sha256 } from '../hash.js';
import { FolderShelf } from './folder.js';
import type { Shelf } from './shelf.js';

/** A rendition is some kilobytes, and is read again with every look at its delivery. */
const KEPT_BYTES = 16 * 1024 * 1024;
const LONGEST_KEPT = 64 * 1024;

/** Content-addressed bytes. Who may read which blob is the `blob` table's business, not this one's. */
export class BlobStore {
  /** Small blobs that were read lately: what a hash stands for never changes. */
  private readonly kept = new LRUCache<Hash, Uint8Array>({
    maxSize: KEPT_BYTES,
    maxEntrySize: LONGEST_KEPT,
    sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
  });
  private readonly shelf: Shelf;
  private readonly prefix: string;

  /** In a folder of their own, or below `blobs` on a shelf that is used for other things too. */
  constructor(place: string | Shelf) {
    this.shelf = typeof place === 'string' ? new FolderShelf(place) : place;
    this.prefix = typeof place === 'string' ? '' : 'blobs/';
  }

  /** Stores the bytes once and returns their hash. */
  async put(content: Uint8Array | string): Promise<Hash> {
    const hash = sha256(content);
    const path = this.path(hash);
    if ((await this.shelf.size(path)) !== Buffer.byteLength(content)) await this.shelf.write(path, content);
    return hash;
  }

  /** The bytes, checked against their hash. Rejects with `not_found`, or with an error that names the damaged blob. */
  async read(hash: Hash): Promise<Uint8Array> {
    const kept = this.kept.get(hash);
    if (kept) return kept;
    const content = await this.shelf.read(this.path(hash));
    if (!content) throw new HubError('not_found', `there is no blob ${hash}`);
    if (sha256(content) !== hash) throw new Error(`the blob ${hash} is damaged in storage`);
    this.kept.set(hash, content);
    return content;
  }

  /**
   * A part of the bytes, which only whoever has them all can check, and how many there are in all. Rejects with
   * `not_found`.
   */
  async readPart(hash: Hash, from: number, length: number): Promise<{ content: Uint8Array; size: number }> {
    const size = await this.shelf.size(this.path(hash));
    const content =
      size === undefined || from >= size
        ? undefined
        : await this.shelf.readPart(this.path(hash), from, Math.min(length, size - from));
    if (size === undefined || !content) throw new HubError('not_found', `there is no such part of ${hash}`);
    return { content, size };
  }

  private path(hash: Hash): string {
    const digits = hash.slice('sha256:'.length);
    return `${this.prefix}sha256/${digits.slice(0, 2)}/${digits}`;
  }
}
