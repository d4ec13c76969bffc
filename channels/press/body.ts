import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { toText } from 'hast-util-to-text';
import { visit } from 'unist-util-visit';
import { ASSET_SCHEME, type AssetRef, type Hash } from '../../src/contract/values.js';
import { linesOf } from './extras.js';

const headings = ['h2', 'h3', 'h4', 'h5', 'h6'];
const table = ['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'];

/** What a pack's full text may consist of. Pictures stand in a list of their own, so that none is printed twice. */
const schema: Schema = {
  strip: ['script', 'style', 'template', 'noscript', 'title'],
  tagNames: [
    ...headings,
    ...['p', 'br', 'hr', 'blockquote', 'pre', 'code', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
    ...table,
    ...['a', 'strong', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'ruby', 'rt', 'rp'],
  ],
  attributes: {
    a: ['href'],
    ol: ['start', 'reversed', ['type', '1', 'a', 'A', 'i', 'I']],
    li: ['value'],
    th: ['colSpan', 'rowSpan', ['scope', 'row', 'col']],
    td: ['colSpan', 'rowSpan'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  ancestors: Object.fromEntries(table.slice(1).map((tag) => [tag, ['table']])),
};

export interface Body {
  /** Clean HTML without pictures. */
  html: string;
  /** The text alone, one paragraph a line. */
  paragraphs: string[];
  /** The pictures in reading order, by hash, with what stands in for them. */
  pictures: { hash: Hash; alt: string }[];
}

/** Reads a version's body. Never throws: HTML has no wrong input. */
export function readBody(body: string, known: readonly AssetRef[]): Body {
  const tree = fromHtml(body, { fragment: true });
  const pictures = picturesOf(tree, known);
  const clean = sanitize(tree, schema);
  const root: Root = clean.type === 'root' ? clean : { type: 'root', children: [] };
  lowerHeadings(root);
  dropEmpty(root);
  const html = toHtml(root, { characterReferences: {} });
  numberLists(root);
  return { html, paragraphs: paragraphsOf(root), pictures };
}

function picturesOf(tree: Root, known: readonly AssetRef[]): Body['pictures'] {
  const found = new Map<Hash, string>();
  visit(tree, 'element', ({ tagName, properties }) => {
    const { src, alt } = properties;
    if (tagName !== 'img' || typeof src !== 'string' || !src.startsWith(ASSET_SCHEME)) return;
    const hash = src.slice(ASSET_SCHEME.length);
    if (known.some((asset) => asset.hash === hash) && !found.has(hash))
      found.set(hash, typeof alt === 'string' ? alt.trim() : '');
  });
  return [...found].map(([hash, alt]) => ({ hash, alt }));
}

/** The pack's page has the title as its only first heading and 全文 as the second. */
function lowerHeadings(root: Root): void {
  visit(root, 'element', (node) => {
    const level = /^h([2-6])$/.exec(node.tagName)?.[1];
    if (level) node.tagName = `h${String(Math.min(6, Number(level) + 1))}`;
  });
}

/** Paragraphs that held nothing but a picture. */
function dropEmpty(root: Root): void {
  visit(root, 'element', (node, index, parent) => {
    if (node.tagName !== 'p' || !parent || index === undefined || toText(node).trim() !== '')
      return undefined;
    parent.children.splice(index, 1);
    return index;
  });
}

/** A list's numbers are part of what is printed and read. */
function numberLists(root: Root): void {
  visit(root, 'element', (list: Element) => {
    if (list.tagName !== 'ol') return;
    const { start } = list.properties;
    let number = typeof start === 'number' ? start : 1;
    for (const item of list.children) {
      if (item.type !== 'element' || item.tagName !== 'li') continue;
      item.children.unshift({ type: 'text', value: `${String(number)}．` });
      number += 1;
    }
  });
}

const paragraphsOf = (root: Root): string[] =>
  linesOf(toText(root, { whitespace: 'normal' }).replaceAll('\t', '　')).map((line) =>
    line.replace(/^\s+/u, ''),
  );
