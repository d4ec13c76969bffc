import type { Element, ElementContent, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { Block, Cell, ListItem, Runs } from '../../src/contract/slide/document.js';
import { ASSET_SCHEME, type AssetRef } from '../../src/contract/values.js';
import { hasText, runsOf } from './runs.js';

type Node = RootContent | ElementContent;
type TableBlock = Extract<Block, { kind: 'table' }>;

/** Elements that only group others. */
const groups = new Set([
  'div',
  'section',
  'article',
  'main',
  'blockquote',
  'header',
  'footer',
  'aside',
  'details',
  'dl',
]);
/** Nothing in these is for reading. */
const unread = new Set(['script', 'style', 'template', 'noscript', 'title', 'hr']);

/** Cuts a body into the blocks that a slide knows. Unknown elements give their text; pictures have to be in `pictures`. */
export function blocksOf(body: string, pictures: readonly AssetRef[]): Block[] {
  const known = new Map(pictures.map((picture) => [picture.hash, picture]));
  return blocksIn(fromHtml(body, { fragment: true }).children, known);
}

type Known = ReadonlyMap<string, AssetRef>;

function blocksIn(nodes: Node[], known: Known): Block[] {
  const blocks: Block[] = [];
  let inline: Node[] = [];
  const flush = (): void => {
    blocks.push(...paragraph(inline));
    inline = [];
  };
  for (const node of nodes) {
    const own = node.type === 'element' ? blockOf(node, known) : undefined;
    if (own) {
      flush();
      blocks.push(...own);
    } else inline.push(node);
  }
  flush();
  return blocks;
}

/** The blocks of an element; undefined when it is inline. */
function blockOf(element: Element, known: Known): Block[] | undefined {
  const { tagName, children } = element;
  if (unread.has(tagName)) return [];
  if (/^h[1-6]$/.test(tagName)) return heading(element);
  if (tagName === 'p' || tagName === 'dt' || tagName === 'dd') return withPictures(element, known);
  if (tagName === 'ul' || tagName === 'ol') return list(element, known);
  if (tagName === 'table') return table(element, known);
  if (tagName === 'figure') return figure(element, known);
  if (tagName === 'img') return picture(element, known);
  if (tagName === 'pre') return [{ kind: 'paragraph', runs: preText(children) }];
  return groups.has(tagName) ? blocksIn(children, known) : undefined;
}

function heading({ tagName, children }: Element): Block[] {
  const runs = runsOf(children).map(({ text }) => ({ text }));
  return hasText(runs)
    ? [{ kind: 'heading', level: tagName === 'h1' || tagName === 'h2' ? 2 : 3, runs }]
    : [];
}

function paragraph(nodes: Node[], role?: 'signature' | 'addressee'): Block[] {
  const runs = runsOf(nodes);
  if (!hasText(runs)) return [];
  return [role ? { kind: 'paragraph', role, runs } : { kind: 'paragraph', runs }];
}

/** A paragraph; a picture in it becomes a block of its own at its place. */
function withPictures(element: Element, known: Known): Block[] {
  const classes = element.properties.className;
  const role = (['signature', 'addressee'] as const).find(
    (name) => Array.isArray(classes) && classes.includes(name),
  );
  const blocks: Block[] = [];
  let inline: Node[] = [];
  for (const node of flattened(element.children)) {
    if (node.type === 'element' && node.tagName === 'img') {
      blocks.push(...paragraph(inline, role), ...picture(node, known));
      inline = [];
    } else inline.push(node);
  }
  return [...blocks, ...paragraph(inline, role)];
}

/** Takes pictures out of links and the like, so that they are found. */
const flattened = (nodes: ElementContent[]): ElementContent[] =>
  nodes.flatMap((node) =>
    node.type === 'element' && findAll(node, 'img').length > 0 ? flattened(node.children) : [node],
  );

function picture(element: Element, known: Known, caption?: Runs): Block[] {
  const { src, alt } = element.properties;
  const asset = known.get(typeof src === 'string' ? src.slice(ASSET_SCHEME.length) : '');
  if (!asset) return [];
  const { hash, width, height } = asset;
  return [
    {
      kind: 'picture',
      asset: hash,
      alt: typeof alt === 'string' ? alt.slice(0, 500) : '',
      ...(caption && hasText(caption) ? { caption } : {}),
      ...(width && height ? { width, height } : {}),
    },
  ];
}

function figure(element: Element, known: Known): Block[] {
  const [caption] = findAll(element, 'figcaption');
  const [image] = findAll(element, 'img');
  if (image) return picture(image, known, caption ? runsOf(caption.children) : undefined);
  return blocksIn(element.children, known);
}

function list(element: Element, known: Known): Block[] {
  const items: ListItem[] = [];
  const behind: Block[] = [];
  collectItems(element, 0, items, behind, known);
  return [...(items.length > 0 ? [{ kind: 'list' as const, items }] : []), ...behind];
}

/** Items in reading order; pictures and tables in them follow the list. */
function collectItems(
  element: Element,
  depth: number,
  items: ListItem[],
  behind: Block[],
  known: Known,
): void {
  const ordered = element.tagName === 'ol';
  let number = numberOf(element.properties.start) ?? 1;
  for (const child of element.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'ul' || child.tagName === 'ol')
      collectItems(child, depth + 1, items, behind, known);
    if (child.tagName !== 'li') continue;
    number = numberOf(child.properties.value) ?? number;
    const isNested = (node: ElementContent): node is Element =>
      node.type === 'element' && (node.tagName === 'ul' || node.tagName === 'ol');
    const isBlock = (node: ElementContent): node is Element =>
      node.type === 'element' && node.tagName === 'table';
    const runs = runsOf(child.children.filter((node) => !isNested(node) && !isBlock(node)));
    const marker = ordered ? orderedMarker(number, depth, element.properties.type) : depth === 0 ? '•' : '–';
    if (hasText(runs)) items.push({ marker, depth: Math.min(depth, 3), runs });
    number += 1;
    for (const nested of child.children.filter(isNested))
      collectItems(nested, depth + 1, items, behind, known);
    behind.push(...child.children.filter(isBlock).flatMap((block) => table(block, known)));
    behind.push(...findAll(child, 'img').flatMap((image) => picture(image, known)));
  }
}

/** A whole number of an attribute; `li`'s value comes as text. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,6}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && Math.abs(number) < 1_000_000
    ? number
    : undefined;
}

function orderedMarker(number: number, depth: number, type: unknown): string {
  const letter =
    type === 'a' || type === 'A'
      ? String.fromCharCode((type === 'a' ? 97 : 65) + ((number - 1) % 26))
      : undefined;
  if (letter !== undefined && number >= 1 && number <= 26) return `${letter}.`;
  return depth === 0 ? `${String(number)}.` : depth === 1 ? `（${String(number)}）` : `${String(number)}）`;
}

function table(element: Element, known: Known): Block[] {
  const rows = findAll(element, 'tr').filter((row) => ownerOf(row, element) === element);
  const head = findAll(element, 'thead')[0];
  const cells = rows.map((row) =>
    row.children.flatMap((cell) => (cell.type === 'element' ? cellOf(cell) : [])),
  );
  const filled = cells.map((row, index) => ({ row, tr: rows[index] })).filter(({ row }) => row.length > 0);
  if (filled.length === 0) return [];
  const inHead = head ? findAll(head, 'tr') : [];
  const isHead = ({ row, tr }: (typeof filled)[number]): boolean =>
    (tr !== undefined && inHead.includes(tr)) || row.every((cell) => cell.head);
  const firstBody = filled.findIndex((row) => !isHead(row));
  const [caption] = findAll(element, 'caption');
  const captionRuns = caption ? runsOf(caption.children) : [];
  const block: TableBlock = {
    kind: 'table',
    headRows: firstBody === -1 ? 0 : firstBody,
    rows: filled.map(({ row }) => row),
    ...(hasText(captionRuns) ? { caption: captionRuns } : {}),
  };
  return [block, ...findAll(element, 'img').flatMap((image) => picture(image, known))];
}

function cellOf(cell: Element): Cell[] {
  if (cell.tagName !== 'td' && cell.tagName !== 'th') return [];
  const span = (value: unknown, most: number): number => Math.min(most, numberOf(value) ?? 1);
  const columns = span(cell.properties.colSpan, 100);
  const rows = span(cell.properties.rowSpan, 1000);
  return [
    {
      runs: runsOf(cell.children),
      ...(cell.tagName === 'th' ? { head: true as const } : {}),
      ...(columns > 1 ? { columns } : {}),
      ...(rows > 1 ? { rows } : {}),
    },
  ];
}

/** The table that a row belongs to, when tables stand in tables. */
function ownerOf(row: Element, within: Element): Element {
  const inner = findAll(within, 'table').find(
    (nested) => nested !== within && findAll(nested, 'tr').includes(row),
  );
  return inner ?? within;
}

function findAll(element: Element, tagName: string): Element[] {
  return element.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return [...(child.tagName === tagName ? [child] : []), ...findAll(child, tagName)];
  });
}

function preText(nodes: ElementContent[]): Runs {
  const text = nodes
    .map((node) => (node.type === 'text' ? node.value : ''))
    .join('')
    .replace(/\s+$/, '');
  return text === '' ? [{ text: ' ' }] : [{ text }];
}
