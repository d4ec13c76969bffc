import type { Element, ElementContent } from 'hast';
import { toText } from 'hast-util-to-text';
import { styles } from './style.js';

const text = (value: string): ElementContent => ({ type: 'text', value });

/** Links of an article. The platform opens only its own articles' addresses; others are written out at the end. */
export class Footnotes {
  readonly links: string[] = [];

  /** What stands in the place of a link. */
  link(node: Element, children: ElementContent[]): ElementContent[] {
    const href = node.properties['href'];
    if (typeof href !== 'string' || !URL.canParse(href)) return children;
    const url = new URL(href);
    if (url.protocol === 'https:' && url.hostname === 'mp.weixin.qq.com')
      return [{ type: 'element', tagName: 'a', properties: { href: url.href }, children }];
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
    const shown = toText({ type: 'root', children }).trim();
    // An address that is written out already needs no note.
    if (!isWeb || shown === href || shown === url.href) return children;
    return [...children, mark(this.#numberOf(url.href))];
  }

  #numberOf(address: string): number {
    const known = this.links.indexOf(address);
    return known >= 0 ? known + 1 : this.links.push(address);
  }
}

const mark = (number: number): Element => ({
  type: 'element',
  tagName: 'sup',
  properties: { style: styles.note },
  children: [text(`[${String(number)}]`)],
});
