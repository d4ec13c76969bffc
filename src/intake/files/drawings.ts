import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { AssetRef } from '../../contract/values.js';
import { BlobStore } from '../../platform/storage/blobs.js';
import { FileDesk } from './file-desk.js';
import type { FileAnswers } from './file-reader.js';

type Drawn = FileAnswers['pages'];
type Box = { width: number; height: number; most: number };

const KEPT_BYTES = 32 * 1024 * 1024;

/** Pages of files as pictures. A draft's preview is made anew with every change of its text, its files stay the same. */
@Injectable()
export class Drawings {
  readonly #kept = new LRUCache<string, Drawn>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ pages }) => pages.reduce((sum, { bytes }) => sum + bytes.byteLength, 1024),
  });

  constructor(
    private readonly store: BlobStore,
    private readonly desk: FileDesk,
  ) {}

  /** @throws HubError with `facts.reason` for what cannot be drawn */
  async of({ hash, mediaType }: Pick<AssetRef, 'hash' | 'mediaType'>, box: Box): Promise<Drawn> {
    const key = JSON.stringify([hash, box]);
    const known = this.#kept.get(key);
    if (known) return known;
    const content = await this.store.read(hash);
    const drawn = await this.desk.ask({ do: 'pages', file: { hash, mediaType, content }, box });
    this.#kept.set(key, drawn);
    return drawn;
  }
}
