import { toText } from 'hast-util-to-text';
import { parseHtml } from './parse.js';

/** The text of a sanitised body as people read it, blocks on lines of their own. */
export function plainText(html: string): string {
  return toText(parseHtml(html)).trim();
}

/** Characters (code points) of a text, without line breaks. */
export function textLength(text: string): number {
  return Array.from(text.replace(/[\r\n\t]/g, '')).length;
}
