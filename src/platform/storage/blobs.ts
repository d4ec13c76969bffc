import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HubError } from '../../contract/errors.js';
import type { Hash } from '../../contract/values.js';
import { sha256 } from '../hash.js';
import { isMissing, writeAtomically } from './atomic.js';

/** Content-addressed bytes. Who may read which blob is the `blob` table's business, not this one's. */
export class BlobStore {
  constructor(private readonly folder: string) {}

  /** Stores the bytes once and returns their hash. */
  async put(content: Uint8Array | string): Promise<Hash> {
    const hash = sha256(content);
    const path = this.path(hash);
    const known = await stat(path).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (known?.size !== Buffer.byteLength(content)) await writeAtomically(path, content);
    return hash;
  }

  /** The bytes, checked against their hash. Rejects with `not_found`, or with an error that names the damaged blob. */
  async read(hash: Hash): Promise<Uint8Array> {
    const content = await readFile(this.path(hash)).catch((error: unknown) => {
      if (isMissing(error)) throw new HubError('not_found', `there is no blob ${hash}`);
      throw error;
    });
    if (sha256(content) !== hash) throw new Error(`the blob ${hash} is damaged on disk`);
    return content;
  }

  private path(hash: Hash): string {
    const digits = hash.slice('sha256:'.length);
    return join(this.folder, 'sha256', digits.slice(0, 2), digits);
  }
}
