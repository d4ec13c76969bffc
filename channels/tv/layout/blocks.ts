import type { Element, ElementContent, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { runsText, type Runs } from '../../../src/contract/slide/document.js';
import { ASSET_SCHEME, type AssetRef } from '../../../src/contract/values.js';
import { hasText, runsOf } from './runs.js';
import { rowsOf } from './table.js';

type Node = RootContent | ElementContent;

/** What a notice consists of on television: text in reading order, a table row by row, pictures on pages of their own. */
export type Block =
  | { kind: 'heading'; runs: Runs }
  | { kind: 'text'; role?: 'addressee' | 'signature' | undefined; runs: Runs }
  | { kind: 'item'; marker: string; depth: number; runs: Runs }
  | { kind: 'row'; runs: Runs }
  | { kind: 'picture'; asset: AssetRef; text: string };

const unread = new Set(['script', 'style', 'template', 'noscript', 'title', 'hr']);
const groups = new Set(
  'div section article main blockquote header footer aside details dl figure'.split(' '),
);

/** The blocks of a body. Unknown elements give their text; a picture has to be among `pictures`. */
export function blocksOf(body: string, pictures: readonly AssetRef[], issuer: string): Block[] {
  return withRoles(blocksIn(fromHtml(body, { fragment: true }).children, pictures), issuer);
}

function blocksIn(nodes: Node[], pictures: readonly AssetRef[]): Block[] {
  const blocks: Block[] = [];
  let inline: Node[] = [];
  const flush = (): void => {
    const runs = runsOf(inline);
    if (hasText(runs)) blocks.push({ kind: 'text', runs });
    inline = [];
  };
  for (const node of nodes) {
    const own = node.type === 'element' ? blocksOfElement(node, pictures) : undefined;
    if (!own) inline.push(node);
    else {
      flush();
      blocks.push(...own);
    }
  }
  flush();
  return blocks;
}

/** Undefined: the element is inline. */
function blocksOfElement(element: Element, pictures: readonly AssetRef[]): Block[] | undefined {
  const { tagName, children } = element;
  if (unread.has(tagName)) return [];
  if (/^h[1-6]$/.test(tagName) || tagName === 'caption') return heading(children);
  if (tagName === 'img') return picture(element, pictures);
  if (tagName === 'figure') return figure(element, pictures);
  if (tagName === 'table') return table(element, pictures);
  if (tagName === 'ul' || tagName === 'ol') return list(element, 0, pictures);
  if (['p', 'dt', 'dd', 'pre'].includes(tagName) || groups.has(tagName)) return blocksIn(children, pictures);
  return findAll(element, 'img').length > 0 ? blocksIn(children, pictures) : undefined;
}

function heading(children: ElementContent[]): Block[] {
  const runs = runsOf(children).map(({ text }) => ({ text }));
  return hasText(runs) ? [{ kind: 'heading', runs }] : [];
}

function picture({ properties }: Element, pictures: readonly AssetRef[], caption?: string): Block[] {
  const { src, alt } = properties;
  const hash = typeof src === 'string' && src.startsWith(ASSET_SCHEME) ? src.slice(ASSET_SCHEME.length) : '';
  const asset = pictures.find((one) => one.hash === hash);
  if (!asset) return [];
  return [{ kind: 'picture', asset, text: caption ?? (typeof alt === 'string' ? alt.trim() : '') }];
}

function figure(element: Element, pictures: readonly AssetRef[]): Block[] {
  const [image] = findAll(element, 'img');
  const [caption] = findAll(element, 'figcaption');
  if (!image) return blocksIn(element.children, pictures);
  const text = caption && runsText(runsOf(caption.children)).trim();
  return picture(image, pictures, text === '' ? undefined : text);
}

function table(element: Element, pictures: readonly AssetRef[]): Block[] {
  return [
    ...findAll(element, 'caption').flatMap(({ children }) => heading(children)),
    ...rowsOf(element).map((runs) => ({ kind: 'row' as const, runs })),
    ...findAll(element, 'img').flatMap((image) => picture(image, pictures)),
  ];
}

/** The items in reading order; what else stands in an item follows it. */
function list(element: Element, depth: number, pictures: readonly AssetRef[]): Block[] {
  const blocks: Block[] = [];
  let number = wholeOf(element.properties.start) ?? 1;
  for (const child of element.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'ul' || child.tagName === 'ol') blocks.push(...list(child, depth + 1, pictures));
    if (child.tagName !== 'li') continue;
    number = wholeOf(child.properties.value) ?? number;
    const isOwn = (node: ElementContent): boolean =>
      node.type === 'element' && ['ul', 'ol', 'table', 'figure', 'img'].includes(node.tagName);
    const runs = runsOf(child.children.filter((node) => !isOwn(node)));
    const marker = element.tagName === 'ol' ? markerOf(number, depth) : '•';
    if (hasText(runs)) blocks.push({ kind: 'item', marker, depth, runs });
    number += 1;
    for (const node of child.children)
      if (node.type === 'element' && isOwn(node))
        blocks.push(
          ...(/^[uo]l$/.test(node.tagName)
            ? list(node, depth + 1, pictures)
            : (blocksOfElement(node, pictures) ?? [])),
        );
  }
  return blocks;
}

const markerOf = (number: number, depth: number): string =>
  depth === 0 ? `${String(number)}.` : depth === 1 ? `（${String(number)}）` : `${String(number)}）`;

function wholeOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,6}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

function findAll(element: Element, tagName: string): Element[] {
  return element.children.flatMap((child) =>
    child.type === 'element'
      ? [...(child.tagName === tagName ? [child] : []), ...findAll(child, tagName)]
      : [],
  );
}

const dateLine =
  /^[0-9〇一二三四五六七八九十]{4}\s*年[0-9一二三四五六七八九十]{1,3}\s*月[0-9一二三四五六七八九十]{1,3}\s*日(\s*\d{1,2}[:：]\d{2})?$/;
const addressee = /^(各|全|全体|尊敬的|广大)[^。；]{1,80}[:：]$/;

/** Who it speaks to stands first and flush left; who issued it and when stand last and to the right. */
function withRoles(blocks: Block[], issuer: string): Block[] {
  const textOf = (block: Block | undefined): string | undefined =>
    block?.kind === 'text' ? runsText(block.runs) : undefined;
  const isSignature = (block: Block | undefined): boolean =>
    textOf(block)
      ?.split('\n')
      .every((line) => line.trim() === issuer.trim() || dateLine.test(line.trim())) ?? false;
  let tail = blocks.length;
  while (tail > 1 && blocks.length - tail < 3 && isSignature(blocks[tail - 1])) tail -= 1;
  return blocks.map((block, index) => {
    if (block.kind !== 'text') return block;
    if (index >= tail) return { ...block, role: 'signature' };
    const opens = index === 0 && addressee.test(textOf(block) ?? '');
    return opens ? { ...block, role: 'addressee' } : block;
  });
}
