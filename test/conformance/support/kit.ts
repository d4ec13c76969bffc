import type { RenderKit } from '../../../src/contract/channel.js';
import type { AssetRef, Hash } from '../../../src/contract/values.js';
import { drawPages } from '../../../src/intake/files/pdf-pages.js';
import { readFont } from '../../../src/platform/fonts.js';
import { sha256 } from '../../../src/platform/hash.js';

/** What a rendering may use, over the fixtures' files; `kept` collects what it makes. */
export class Kit implements RenderKit {
  readonly kept = new Map<Hash, { ref: AssetRef; bytes: Uint8Array }>();

  constructor(private readonly files: ReadonlyMap<Hash, Uint8Array>) {}

  readonly font = readFont;

  readonly read = (hash: Hash): Promise<Uint8Array> => {
    const bytes = this.files.get(hash);
    return bytes ? Promise.resolve(bytes) : Promise.reject(new Error(`no fixture has the file ${hash}`));
  };

  readonly keep: RenderKit['keep'] = ({ bytes, ...facts }) => {
    const ref = { hash: sha256(bytes), size: bytes.byteLength, ...facts };
    this.kept.set(ref.hash, { ref, bytes });
    return Promise.resolve(ref);
  };

  readonly pages: RenderKit['pages'] = async (hash, box) => {
    const { total, pages } = await drawPages(await this.read(hash), box);
    const refs = pages.map((page, index) =>
      this.keep({ ...page, name: `${String(index + 1)}.webp`, mediaType: 'image/webp' }),
    );
    return { total, pages: await Promise.all(refs) };
  };
}
