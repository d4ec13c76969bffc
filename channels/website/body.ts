import type { Element, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { toText } from 'hast-util-to-text';
import { visit } from 'unist-util-visit';
import { ASSET_SCHEME, type AssetRef } from '../../src/contract/values.js';

/** What a notice's body may consist of. Headings start below the page's own title. */
const schema: Schema = {
  strip: ['script', 'style', 'template', 'noscript', 'title'],
  tagNames: [
    ...[
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'p',
      'br',
      'hr',
      'blockquote',
      'pre',
      'code',
      'ul',
      'ol',
      'li',
      'dl',
      'dt',
      'dd',
    ],
    ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
    ...[
      'a',
      'strong',
      'em',
      'u',
      's',
      'del',
      'ins',
      'sub',
      'sup',
      'ruby',
      'rt',
      'rp',
      'figure',
      'figcaption',
      'img',
    ],
  ],
  attributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    p: [['className', 'signature', 'addressee']],
    ol: ['start', 'reversed', ['type', '1', 'a', 'A', 'i', 'I']],
    li: ['value'],
    th: ['colSpan', 'rowSpan', ['scope', 'row', 'col']],
    td: ['colSpan', 'rowSpan'],
    col: ['span'],
    colgroup: ['span'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'], src: [ASSET_SCHEME.slice(0, -1)] },
  ancestors: Object.fromEntries(
    ['caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'].map((tag) => [
      tag,
      ['table'],
    ]),
  ),
};

const renamed: Record<string, string> = { b: 'strong', i: 'em', strike: 's' };

/** Parses a piece of HTML. Never throws: HTML has no wrong input. */
export const parseBody = (html: string): Root => fromHtml(html, { fragment: true });

/** The one text form of a body, in which two bodies can be compared. */
export const bodyHtml = (tree: Root | RootContent[]): string => toHtml(tree, { characterReferences: {} });

/** The text of a body as a reader sees it. */
export const bodyText = (tree: Root): string => toText(tree).trim();

/** Lets through only what a notice may contain, in a form that survives being parsed again unchanged. */
export function cleanBody(html: string, change: (tree: Root) => void): string {
  const first = parseBody(html);
  rename(first);
  let tree = restrict(first);
  change(tree);
  let text = bodyHtml(tree);
  for (let round = 0; round < 4; round += 1) {
    tree = restrict(parseBody(text));
    const again = bodyHtml(tree);
    if (again === text) return text;
    text = again;
  }
  return text;
}

function restrict(tree: Root): Root {
  const safe = sanitize(tree, schema);
  return safe.type === 'root' ? safe : { type: 'root', children: [] };
}

/** Old tags become their meaning; headings move down by one where the body starts with `h1`. */
function rename(tree: Root): void {
  let hasFirst = false;
  visit(tree, 'element', ({ tagName }) => {
    hasFirst ||= tagName === 'h1';
  });
  visit(tree, 'element', (node) => {
    node.tagName = renamed[node.tagName] ?? node.tagName;
    const level = /^h([1-6])$/.exec(node.tagName)?.[1];
    if (hasFirst && level) node.tagName = `h${String(Math.min(6, Number(level) + 1))}`;
  });
}

/** Every picture element of a body, in reading order. */
export function picturesOf(tree: Root): Element[] {
  const found: Element[] = [];
  visit(tree, 'element', (node) => {
    if (node.tagName === 'img') found.push(node);
  });
  return found;
}

/** `asset:sha256:…` of a picture element, without the scheme; undefined for anything else. */
export function assetHashOf(picture: Element): string | undefined {
  const { src } = picture.properties;
  return typeof src === 'string' && src.startsWith(ASSET_SCHEME) ? src.slice(ASSET_SCHEME.length) : undefined;
}

/** Gives each picture its size and takes out those that the version does not carry. */
export function bindPictures(tree: Root, pictures: AssetRef[]): void {
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'img') return undefined;
    const picture = pictures.find(({ hash }) => hash === assetHashOf(node));
    if (!picture) {
      if (parent && index !== undefined) parent.children.splice(index, 1);
      return index;
    }
    const { width, height } = picture;
    const size = width !== undefined && height !== undefined ? { width, height } : {};
    node.properties = {
      src: node.properties['src'],
      alt: node.properties['alt'] ?? '',
      ...titleOf(node),
      ...size,
    };
    return undefined;
  });
}

const titleOf = (node: Element) => (node.properties['title'] ? { title: node.properties['title'] } : {});
