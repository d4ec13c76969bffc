import {
  itemsText,
  ManifestFrame,
  ManifestHead,
  ManifestItem,
  newestFirst,
  type ManifestNews,
  type Signed,
} from '../../../src/contract/display.js';
import { sha256 } from './bytes.js';
import { json } from './json.js';

/** A manifest as it is kept: the signed head, and the texts that it vouches for. Items newest first. */
export interface KeptManifest {
  head: Signed;
  frame: string;
  items: string[];
}
/** A manifest that was checked. */
export interface ReadManifest {
  kept: KeptManifest;
  head: ManifestHead;
  frame: ManifestFrame;
  items: ManifestItem[];
}
/** `torn`: it does not build on what is here, or its parts are not what was signed. */
export type Refusal = 'unsigned' | 'unreadable' | 'other group' | 'older' | 'torn';

interface Part {
  hash: string;
  item: ManifestItem;
}

/** Puts manifests together from what came and what is here, and checks every part against the signed head. */
export class ManifestReader {
  /** Items by their text: each is hashed and parsed once. */
  private parts = new Map<string, Part>();

  /** `held` is what was read last. `isSigned` checks the hub's signature. */
  async read(
    news: ManifestNews,
    held: ReadManifest | undefined,
    isSigned: (signed: Signed) => boolean,
  ): Promise<ReadManifest | Refusal> {
    if (!isSigned(news.head)) return 'unsigned';
    const head = ManifestHead.safeParse(json(news.head.payload));
    if (!head.success) return 'unreadable';
    if (news.base !== undefined && news.base !== held?.head.epoch) return 'torn';
    const frameText = news.frame ?? held?.kept.frame;
    if (frameText === undefined) return 'torn';
    // What is held was hashed when it came.
    const frameHash = news.frame === undefined ? held?.head.frame : await sha256(frameText);
    if (frameHash !== head.data.frame) return 'torn';
    const frame = news.frame === undefined && held ? held.frame : ManifestFrame.parse(json(frameText));
    const items = await this.itemsOf(news, held, head.data.issuedAt);
    if (!items || (await sha256(itemsText(items.map(([, { hash }]) => hash)))) !== head.data.items)
      return 'torn';
    this.parts = new Map(items);
    const kept = { head: news.head, frame: frameText, items: items.map(([text]) => text) };
    return { kept, head: head.data, frame, items: items.map(([, { item }]) => item) };
  }

  /** Undefined when one of them cannot be read. */
  private async itemsOf(
    news: ManifestNews,
    held: ReadManifest | undefined,
    issuedAt: string,
  ): Promise<[string, Part][] | undefined> {
    const fresh = await this.partsOf(news.items);
    if (!fresh || news.base === undefined) return fresh;
    const gone = new Set([...news.gone, ...fresh.map(([, { item }]) => item.key)]);
    const stay = await this.partsOf(held?.kept.items ?? []);
    const isOver = ({ until }: ManifestItem): boolean =>
      until !== undefined && Date.parse(until) <= Date.parse(issuedAt);
    return stay
      ?.filter(([, { item }]) => !gone.has(item.key) && !isOver(item))
      .concat(fresh)
      .sort(([, a], [, b]) => newestFirst(a.item, b.item));
  }

  private async partsOf(texts: readonly string[]): Promise<[string, Part][] | undefined> {
    const parts: [string, Part][] = [];
    for (const text of texts) {
      const part = this.parts.get(text) ?? (await partOf(text));
      if (!part) return undefined;
      parts.push([text, part]);
    }
    return parts;
  }
}

async function partOf(text: string): Promise<Part | undefined> {
  const parsed = ManifestItem.safeParse(json(text));
  return parsed.success ? { hash: await sha256(text), item: parsed.data } : undefined;
}
