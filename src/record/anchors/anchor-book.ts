import { canonicalJson } from '../../platform/hash.js';
import type { Shelf } from '../../platform/storage/shelf.js';
import { parseAnchors, type Anchor } from './anchor.js';

const FOLDER = 'anchors';
const NEWEST = `${FOLDER}/newest.json`;

/**
 * The anchors beside the blobs and served files: one file a day (UTC), one anchor a line, and the newest by itself.
 * A day has at most 1,440 lines, half a megabyte.
 */
export class AnchorBook {
  constructor(private readonly shelf: Shelf) {}

  /** Only one process may write at a time. */
  async add(anchor: Anchor): Promise<void> {
    const text = canonicalJson(anchor);
    const path = `${FOLDER}/${anchor.at.slice(0, 10)}.jsonl`;
    const before = (await this.read(path)) ?? '';
    await this.shelf.write(path, `${before}${text}\n`);
    await this.shelf.write(NEWEST, text);
  }

  /** @throws Error with a sentence when the file is damaged */
  async newest(): Promise<Anchor | undefined> {
    const text = await this.read(NEWEST);
    return text === undefined ? undefined : parseAnchors(text, NEWEST).at(-1);
  }

  /** The anchors of the last day that has any, and the newest. @throws Error with a sentence when one is damaged */
  async latest(): Promise<Anchor[]> {
    const days = (await this.shelf.list(FOLDER)).filter((path) => path.endsWith('.jsonl'));
    const found: Anchor[] = [];
    for (const path of [...days.slice(-1), NEWEST]) {
      const text = await this.read(path);
      if (text !== undefined) found.push(...parseAnchors(text, path));
    }
    return [...new Map(found.map((anchor) => [anchor.signature, anchor])).values()];
  }

  private async read(path: string): Promise<string | undefined> {
    const content = await this.shelf.read(path);
    return content && Buffer.from(content).toString('utf8');
  }
}
