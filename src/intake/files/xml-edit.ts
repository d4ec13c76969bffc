import { attributeOf, markupOf } from './markup.js';

/** A tag as it is written. */
interface WrittenTag {
  /** Without its prefix. */
  name: string;
  /** An attribute by its full name, as it is written. */
  get(name: string): string | undefined;
}

export type ElementTest = (tag: WrittenTag) => boolean;

/**
 * The XML without the elements that the test names, whatever is in them; every other sign stays as it is. The XML has
 * to be well formed. Linear in its length.
 */
export function withoutElements(xml: string, isGone: ElementTest): { xml: string; removed: number } {
  const kept: string[] = [];
  let from = 0;
  let removed = 0;
  /** How many elements are open within the one that goes, itself among them. */
  let inside = 0;
  for (const { at, end, kind, name, text } of markupOf(xml)) {
    if (inside > 0) {
      if (kind === 'open') inside += 1;
      if (kind === 'close') inside -= 1;
      if (inside === 0) from = end;
    } else if (
      (kind === 'open' || kind === 'empty') &&
      isGone({ name, get: (key) => attributeOf(text, key) })
    ) {
      kept.push(xml.slice(from, at));
      from = end;
      removed += 1;
      if (kind === 'open') inside = 1;
    }
  }
  kept.push(xml.slice(from));
  return { xml: kept.join(''), removed };
}
