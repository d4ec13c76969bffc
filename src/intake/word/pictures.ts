import { HubError } from '../../contract/errors.js';
import { ASSET_SCHEME, type AssetRef } from '../../contract/values.js';
import type { Notes } from '../html/notes.js';

/** What of mammoth's picture is used. */
interface WordPicture {
  readAsBuffer(): Promise<Buffer>;
  altText?: unknown;
}

/** Keeps a Word file's pictures as they are met, notes those that cannot be kept, and remembers the hub's own failure. */
export class PictureKeeper {
  #failure: Error | undefined;
  #count = 0;

  constructor(
    private readonly keep: (name: string, content: Uint8Array) => Promise<AssetRef>,
    private readonly notes: Notes,
  ) {}

  /** Attributes of the picture's element; without a source, the sanitiser drops it. */
  async convert(image: WordPicture): Promise<{ src: string; alt: string }> {
    const alt = usefulAlt(image.altText);
    const content = await this.#read(image);
    if (!content) return { src: '', alt };
    try {
      this.#count += 1;
      const { hash, width, height } = await this.keep(`picture-${this.#count}`, content);
      const size =
        width !== undefined && height !== undefined ? { width: String(width), height: String(height) } : {};
      return { src: `${ASSET_SCHEME}${hash}`, alt, ...size };
    } catch (error) {
      if (error instanceof HubError && error.code === 'unsupported_file') this.notes.add('picture');
      else if (error instanceof HubError && error.code === 'invalid_file') this.notes.add('brokenPicture');
      else this.#failure ??= error instanceof Error ? error : new Error(String(error));
      return { src: '', alt };
    }
  }

  /** mammoth turns errors into messages; one that is not the file's fault has to come out all the same. */
  throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #read(image: WordPicture): Promise<Buffer | undefined> {
    try {
      return await image.readAsBuffer();
    } catch (error) {
      const outside = error instanceof Error && error.message.includes('external image');
      this.notes.add(outside ? 'externalPicture' : 'brokenPicture');
      return undefined;
    }
  }
}

/** Word writes paths and machine descriptions where an author wrote nothing. */
function usefulAlt(alt: unknown): string {
  const text = typeof alt === 'string' ? alt : '';
  return /[\\/]|描述已自动生成|^(?:图片|picture|image) ?\d*$/i.test(text.trim()) ? '' : text;
}
