import type { Element, ElementContent, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toText } from 'hast-util-to-text';
import { EXIT, SKIP, visit } from 'unist-util-visit';
import { ASSET_SCHEME } from '../../src/contract/values.js';
import { bodyHtml, parseBody } from './body.js';
import type { SiteDocument } from './document.js';
import { siteFacts } from './facts.js';
import { machineText, minuteText } from '../../src/contract/kit/office-time.js';

/** What a public page says, read back from its HTML and turned into the words of a document. */
export interface ReadPage {
  title: string;
  body: string;
  facts: Record<string, string>;
  attachments: string[];
  /** What stands in the slot: for people, for machines, and in the page's head. */
  published: { text: string; machine: string; tag: string };
  version: number | undefined;
}

/** Undefined when the page is no article of this site. `folder` is the article's own path, e.g. `/site/a/n/x/`. */
export function readPage(html: string, folder: string): ReadPage | undefined {
  const tree = fromHtml(html);
  const body = byId(tree, 'body');
  const title = byId(tree, 'title');
  if (!body || !title) return undefined;
  const time = byId(tree, 'published');
  const version = Number(metaOf(tree, 'notice-version'));
  return {
    title: textOf(title),
    body: originalBody(body, folder),
    facts: factsOf(tree),
    attachments: attachmentsOf(tree, folder),
    published: {
      text: time ? textOf(time) : '',
      machine: time ? attribute(time, 'dateTime') : '',
      tag: metaOf(tree, 'PubDate') ?? '',
    },
    version: Number.isInteger(version) && version > 0 ? version : undefined,
  };
}

/** The parts in which a page differs from the approved document; empty when it says exactly the same. */
export function differences(page: ReadPage, document: SiteDocument): string[] {
  const expected: Record<string, string | undefined> = Object.fromEntries(
    siteFacts(document).map(({ field, text, url }) => [field, withUrl(text, url)]),
  );
  const names = new Set([...Object.keys(expected), ...Object.keys(page.facts)]);
  const files = document.attachments.map(({ hash, name }) => `${hash} ${name}`);
  return [
    ...(page.title === document.title ? [] : ['title']),
    ...(page.body === bodyHtml(parseBody(document.body)) ? [] : ['body']),
    ...[...names].filter((name) => page.facts[name] !== expected[name]),
    ...(page.attachments.join('\n') === files.join('\n') ? [] : ['attachments']),
  ];
}

/** The slot holds the release's time in all three places. */
export function slotIsRight({ published }: ReadPage, publishAt: Date): boolean {
  const text = minuteText(publishAt);
  return published.text === text && published.tag === text && published.machine === machineText(publishAt);
}

/** Undoes what the page adds to the approved body: boxes around tables and addresses of pictures. */
function originalBody(body: Element, folder: string): string {
  visit(body, 'element', (node, index, parent) => {
    if (node.tagName === 'img') node.properties['src'] = assetOf(node.properties['src'], `${folder}p/`);
    const [table] = node.children;
    const isBox = hasClass(node, 'table-box') && node.children.length === 1 && table?.type === 'element';
    if (!isBox || !parent || index === undefined) return undefined;
    parent.children[index] = table;
    return SKIP;
  });
  return bodyHtml(body.children);
}

/** `…/p/<digits>.png` below the article becomes `asset:sha256:<digits>`; anything else stays and so differs. */
function assetOf(src: unknown, folder: string): string {
  const text = String(src);
  const digits = text.startsWith(folder)
    ? /^([0-9a-f]{64})\.[a-z0-9]+$/.exec(text.slice(folder.length))?.[1]
    : undefined;
  return digits === undefined ? text : `${ASSET_SCHEME}sha256:${digits}`;
}

function factsOf(tree: Root): Record<string, string> {
  const facts: Record<string, string> = {};
  visit(tree, 'element', (node) => {
    const field = node.tagName === 'dd' ? node.properties['dataField'] : undefined;
    if (typeof field === 'string') facts[field] = withUrl(textOf(node), linkOf(node));
  });
  return facts;
}

/** Where a fact leads is part of what it says. */
const withUrl = (text: string, url: string | undefined): string =>
  url === undefined ? text : `${text} ${url}`;

function linkOf({ children: [first] }: Element): string | undefined {
  return first?.type === 'element' && first.tagName === 'a' ? attribute(first, 'href') : undefined;
}

/** `<hash> <name>` of each offered file, in order; one whose address does not match its hash says so. */
function attachmentsOf(tree: Root, folder: string): string[] {
  const found: string[] = [];
  visit(tree, 'element', (node) => {
    const { dataHash: hash, href } = node.properties;
    if (node.tagName !== 'a' || typeof hash !== 'string') return;
    const right = String(href).startsWith(`${folder}f/${hash.slice(hash.indexOf(':') + 1)}.`);
    found.push(`${right ? hash : `elsewhere ${String(href)}`} ${textOf(node)}`);
  });
  return found;
}

function byId(tree: Root, id: string): Element | undefined {
  let found: Element | undefined;
  visit(tree, 'element', (node) => {
    if (node.properties['id'] !== id) return undefined;
    found = node;
    return EXIT;
  });
  return found;
}

function metaOf(tree: Root, name: string): string | undefined {
  let found: string | undefined;
  visit(tree, 'element', (node) => {
    if (node.tagName === 'meta' && node.properties['name'] === name) found = attribute(node, 'content');
  });
  return found;
}

const attribute = (node: Element, name: string): string => String(node.properties[name] ?? '');

const hasClass = (node: Element, name: string): boolean =>
  Array.isArray(node.properties['className']) && node.properties['className'].includes(name);

const textOf = (node: ElementContent): string => toText(node).trim();
