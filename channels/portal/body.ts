import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { toText } from 'hast-util-to-text';
import { SKIP, visit } from 'unist-util-visit';
import { PUBLISHED_SLOT } from '../../src/contract/channel.js';
import { ASSET_SCHEME, type AssetRef } from '../../src/contract/values.js';

const tableParts = ['caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'];

/** What every portal's editor takes without changing it: meaning, no looks. */
const schema: Schema = {
  strip: ['script', 'style', 'template', 'noscript', 'title'],
  tagNames: [
    ...['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'ul', 'ol', 'li'],
    ...['table', ...tableParts],
    ...['a', 'strong', 'em', 'u', 's', 'sub', 'sup', 'img'],
  ],
  attributes: {
    a: ['href'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start'],
    th: ['colSpan', 'rowSpan', ['scope', 'row', 'col']],
    td: ['colSpan', 'rowSpan'],
    col: ['span'],
    colgroup: ['span'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'], src: [ASSET_SCHEME.slice(0, -1)] },
  ancestors: Object.fromEntries(tableParts.map((tag) => [tag, ['table']])),
};

const renamed: Record<string, string> = {
  b: 'strong',
  i: 'em',
  strike: 's',
  del: 's',
  ins: 'u',
  dt: 'p',
  dd: 'p',
  figcaption: 'p',
  pre: 'p',
  div: 'p',
  section: 'p',
  h1: 'h2',
};

/** Control characters but tab and line ends, non-characters, halves of surrogate pairs. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Surrogate}/gu;

/** Indents made of wide or fixed spaces; styles make them. */
const TYPED_INDENT = /^[\s\u3000\u00a0]+/u;

/** Text without the slot's mark and without characters that neither HTML nor Word can carry. */
export const plain = (text: string): string => text.replaceAll(PUBLISHED_SLOT, '').replace(UNPRINTABLE, '');

/** One line of it. */
export const line = (text: string): string => plain(text).replace(/\s+/g, ' ').trim();

/** Parses a piece of HTML. Never throws: HTML has no wrong input. */
export const parseBody = (html: string): Root => fromHtml(html, { fragment: true });

const htmlOf = (tree: Root): string => toHtml(tree, { characterReferences: {} });

/** Lets through only what every portal takes, in a form that survives being parsed again unchanged. */
export function cleanHtml(html: string, pictures: AssetRef[]): string {
  const tree = parseBody(plain(html));
  visit(tree, 'element', (node) => {
    node.tagName = renamed[node.tagName] ?? node.tagName;
  });
  let text = htmlOf(restrict(bound(restrict(tree), pictures)));
  for (let round = 0; round < 4; round += 1) {
    const again = htmlOf(restrict(parseBody(text)));
    if (again === text) break;
    text = again;
  }
  return text;
}

function restrict(tree: Root): Root {
  const safe = sanitize(tree, schema);
  return safe.type === 'root' ? safe : { type: 'root', children: [] };
}

/**
 * Takes out pictures that the version does not carry, gives the others their size, and drops typed indents and
 * empty paragraphs.
 */
function bound(tree: Root, pictures: AssetRef[]): Root {
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'img') return undefined;
    const known = pictures.find(({ hash }) => hash === assetHashOf(node));
    if (!known) {
      if (parent && index !== undefined) parent.children.splice(index, 1);
      return index;
    }
    const { width, height } = known;
    const alt = line(altOf(node));
    node.properties = { src: node.properties['src'], alt, ...(width && height ? { width, height } : {}) };
    return undefined;
  });
  visit(tree, 'element', (node) => {
    const [first] = node.children;
    if (/^(p|li|td|th|h[2-6])$/.test(node.tagName) && first?.type === 'text')
      first.value = first.value.replace(TYPED_INDENT, '');
  });
  visit(tree, 'element', (node, index, parent) => {
    const isEmpty = node.tagName === 'p' && toText(node).trim() === '' && picturesOf(node).length === 0;
    if (!isEmpty || !parent || index === undefined) return undefined;
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
  return tree;
}

/** Every picture element, in reading order. */
export function picturesOf(tree: Root | Element): Element[] {
  const found: Element[] = [];
  visit(tree, 'element', (node) => {
    if (node.tagName === 'img') found.push(node);
  });
  return found;
}

/** The words that stand for a picture. */
export function altOf({ properties }: Element): string {
  return typeof properties['alt'] === 'string' ? properties['alt'] : '';
}

/** `asset:sha256:…` of a picture element, without the scheme; undefined for anything else. */
export function assetHashOf(picture: Element): string | undefined {
  const { src } = picture.properties;
  return typeof src === 'string' && src.startsWith(ASSET_SCHEME) ? src.slice(ASSET_SCHEME.length) : undefined;
}

/** The HTML with each picture's address replaced. */
export function withPictures(html: string, address: (hash: string) => string): string {
  const tree = parseBody(html);
  for (const picture of picturesOf(tree)) {
    const hash = assetHashOf(picture);
    if (hash !== undefined) picture.properties['src'] = address(hash);
  }
  return htmlOf(tree);
}

/** The lines of the text as a reader sees them, without marks of lists; a table's row is one line with tabs. */
export const textLines = (html: string): string[] =>
  toText(parseBody(html))
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Plain text to paste: list items with their marks, a blank line between paragraphs, pictures by their captions. */
export function pasteText(html: string): string {
  const tree = parseBody(html);
  visit(tree, 'element', (node) => {
    if (node.tagName === 'ol' || node.tagName === 'ul') markItems(node);
  });
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'img' || !parent || index === undefined) return;
    const alt = altOf(node);
    parent.children[index] = { type: 'text', value: alt === '' ? '［图片］' : `［图片：${alt}］` };
  });
  return toText(tree)
    .split('\n')
    .map((one) => one.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function markItems(list: Element): void {
  let number = Number(list.properties['start'] ?? 1);
  for (const item of list.children) {
    if (item.type !== 'element' || item.tagName !== 'li') continue;
    const mark = list.tagName === 'ol' ? `${String(number)}. ` : '· ';
    const [first] = item.children;
    const into = first?.type === 'element' && first.tagName === 'p' ? first : item;
    into.children.unshift({ type: 'text', value: mark });
    number += 1;
  }
}
