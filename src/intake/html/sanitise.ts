import type { Nodes, Root } from 'hast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { visit } from 'unist-util-visit';
import { ASSET_SCHEME, type Hash } from '../../contract/values.js';
import { renderBlock } from './blocks.js';
import { Notes } from './notes.js';
import { parseHtml } from './parse.js';
import { Reader } from './read.js';

export interface Sanitised {
  /** Canonical semantic HTML: the same meaning gives the same bytes, and doing it again changes nothing. */
  html: string;
  notes: Notes;
  /** The pictures that the text refers to, each once, in order. */
  pictures: Hash[];
}

/** The only elements and attributes that ever leave this folder, whatever was read. */
const allowed: Schema = {
  tagNames: [
    'h2',
    'h3',
    'h4',
    'p',
    'ul',
    'ol',
    'li',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'blockquote',
    'strong',
    'em',
    'sup',
    'sub',
    'a',
    'br',
    'img',
  ],
  attributes: {
    a: ['href'],
    img: [['src', /^asset:sha256:[0-9a-f]{64}$/], 'alt', 'width', 'height'],
    ol: ['start'],
    td: ['colSpan', 'rowSpan'],
    th: ['colSpan', 'rowSpan'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'], src: ['asset'] },
  ancestors: { li: ['ul', 'ol'], tr: ['table'], td: ['tr'], th: ['tr'], thead: ['table'], tbody: ['table'] },
  required: {},
  clobber: [],
  strip: ['script', 'style'],
  allowComments: false,
  allowDoctypes: false,
};

/**
 * Reduces HTML from an editor, a clipboard or Word to what a notice is made of: h2 to h4, p, lists, tables,
 * quotations, strong, em, sup, sub, br, links to http, https, mailto and tel, and the hub's own pictures. Alignment,
 * fonts and colours are each channel's business and do not survive.
 * @throws HubError `invalid_request` for a text that is built to exhaust a parser
 */
export function sanitiseHtml(html: string): Sanitised {
  const notes = new Notes();
  const tree = parseHtml(html);
  const blocks = new Reader(notes, hasFirstLevel(tree)).read(tree.children);
  const canonical: Root = { type: 'root', children: [] };
  for (const block of blocks) {
    if (canonical.children.length > 0) canonical.children.push({ type: 'text', value: '\n' });
    canonical.children.push(renderBlock(block));
  }
  const safe = sanitize(canonical, allowed);
  return { html: toHtml(safe), notes, pictures: picturesOf(safe) };
}

/** The pictures that a sanitised text refers to, each once, in order. */
export function picturesIn(html: string): Hash[] {
  return picturesOf(parseHtml(html));
}

function picturesOf(tree: Nodes): Hash[] {
  const found = new Set<Hash>();
  visit(tree, 'element', (node) => {
    const src = node.properties['src'];
    if (node.tagName === 'img' && typeof src === 'string') found.add(src.slice(ASSET_SCHEME.length));
  });
  return [...found];
}

function hasFirstLevel(tree: Root): boolean {
  let found = false;
  visit(tree, 'element', (node) => {
    found ||= node.tagName === 'h1';
  });
  return found;
}
