import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { toText } from 'hast-util-to-text';
import { PUBLISHED_SLOT } from '../../src/contract/channel.js';
import { ASSET_SCHEME } from '../../src/contract/values.js';
import { Footnotes } from './footnotes.js';
import { styles } from './style.js';

/** Control characters but tab and line ends, non-characters, halves of surrogate pairs. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Surrogate}/gu;

/** Text without the slot's mark and without characters that neither HTML nor XML can carry. */
export const plain = (text: string): string => text.replaceAll(PUBLISHED_SLOT, '').replace(UNPRINTABLE, '');
export const line = (text: string): string => plain(text).replace(/\s+/gu, ' ').trim();

export const parseBody = (html: string): Root => fromHtml(plain(html), { fragment: true });
export const bodyText = (html: string): string => toText(parseBody(html)).trim();

/** The address that stands in the article for a picture of the body; undefined for one that the version has not. */
export type AddressOf = (hash: string) => string | undefined;

/** What an article says besides the body's own text. */
export interface Frame {
  facts: string[];
  attachments: string[];
}

/** The article's HTML: what the platform keeps, and nothing else, with its styles inline. */
export function articleHtml(body: string, frame: Frame, addressOf: AddressOf): string {
  const notes = new Footnotes();
  const blocks = new Writer(addressOf, notes).blocks(parseBody(body).children);
  markNoticeForm(blocks);
  const facts = frame.facts.length === 0 ? [] : [factsBox(frame.facts)];
  const children = [...facts, ...blocks, ...foot(frame.attachments, notes)];
  return toHtml(element('section', styles.article, children), { characterReferences: {} });
}

const text = (value: string): ElementContent => ({ type: 'text', value });
const element = (tagName: string, style: string | undefined, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: style === undefined ? {} : { style },
  children,
});

const factsBox = (facts: string[]): Element =>
  element(
    'section',
    styles.facts,
    facts.map((fact) => element('p', styles.fact, [text(fact)])),
  );

/** Attachments cannot hang on an article, and links elsewhere do not work in one: both are told at its end. */
function foot(attachments: string[], { links }: Footnotes): Element[] {
  const lines = [
    ...(attachments.length === 0 ? [] : ['附件（点击文末“阅读原文”下载）：', ...attachments]),
    ...(links.length === 0
      ? []
      : ['文中链接：', ...links.map((link, index) => `[${String(index + 1)}] ${link}`)]),
  ];
  if (lines.length === 0) return [];
  return [
    element(
      'section',
      styles.foot,
      lines.map((one) => element('p', styles.fact, [text(one)])),
    ),
  ];
}

const dropped = new Set(
  'script style noscript template iframe object embed form input button select textarea video audio svg math link meta head title'.split(
    ' ',
  ),
);
/** Kept as they are, without any attribute. */
const inline: Record<string, string> = {
  strong: 'strong',
  b: 'strong',
  em: 'em',
  i: 'em',
  u: 'u',
  s: 's',
  del: 's',
  sup: 'sup',
  sub: 'sub',
  code: 'code',
};
const headings: Record<string, 'h2' | 'h3' | 'h4'> = {
  h1: 'h2',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  h5: 'h4',
  h6: 'h4',
};

/** Writes a body anew, element by element. What it does not know loses its tag and keeps its text. */
class Writer {
  constructor(
    private readonly addressOf: AddressOf,
    private readonly notes: Footnotes,
  ) {}

  /** Blocks only: text between blocks becomes a paragraph. */
  blocks(nodes: readonly (RootContent | ElementContent)[]): Element[] {
    const found: Element[] = [];
    let loose: ElementContent[] = [];
    const close = () => {
      if (loose.some((node) => node.type === 'element' || (node.type === 'text' && node.value.trim() !== '')))
        found.push(element('p', styles.paragraph, trimmedStart(loose)));
      loose = [];
    };
    for (const node of nodes) {
      const block = node.type === 'element' ? this.#block(node) : undefined;
      if (block === undefined) loose.push(...this.#inline([node]));
      else {
        close();
        found.push(...block);
      }
    }
    close();
    return found;
  }

  /** Undefined for what is no block. */
  #block(node: Element): Element[] | undefined {
    const { tagName: tag } = node;
    if (dropped.has(tag)) return [];
    const heading = headings[tag];
    if (heading) return [element(heading, styles[heading], this.#inline(node.children))];
    switch (tag) {
      case 'p':
        return this.#paragraph(node);
      case 'ul':
      case 'ol':
        return [this.#list(node, tag)];
      case 'blockquote':
        return [element('blockquote', styles.quote, this.blocks(node.children))];
      case 'table':
        return [element('section', styles.wide, [this.#table(node)])];
      case 'hr':
        return [element('hr', undefined, [])];
      case 'pre':
        return [element('p', styles.flat, this.#inline(node.children))];
      case 'img':
        return this.#picture(node);
      case 'div':
      case 'section':
      case 'article':
      case 'figure':
      case 'figcaption':
      case 'dl':
      case 'dt':
      case 'dd':
      case 'main':
        return this.blocks(node.children);
      default:
        return undefined;
    }
  }

  /** Pictures stand by themselves, between the paragraph's pieces. */
  #paragraph({ children }: Element): Element[] {
    const found: Element[] = [];
    let piece: ElementContent[] = [];
    const close = () => {
      const words = trimmedStart(this.#inline(piece));
      if (words.length > 0) found.push(element('p', styles.paragraph, words));
      piece = [];
    };
    for (const child of children) {
      if (child.type === 'element' && child.tagName === 'img') {
        close();
        found.push(...this.#picture(child));
      } else piece.push(child);
    }
    close();
    return found;
  }

  #picture(node: Element): Element[] {
    const { src, alt } = node.properties;
    const hash =
      typeof src === 'string' && src.startsWith(ASSET_SCHEME) ? src.slice(ASSET_SCHEME.length) : '';
    const address = this.addressOf(hash);
    if (address === undefined) return [];
    const img = element('img', styles.picture, []);
    img.properties = { src: address, alt: typeof alt === 'string' ? alt : '', ...img.properties };
    return [element('p', styles.figure, [img])];
  }

  #list(node: Element, tag: 'ul' | 'ol'): Element {
    const list = element(
      tag,
      styles.list,
      elements(node, 'li').map((item) => element('li', styles.item, this.#mixed(item))),
    );
    const start = Number(node.properties['start']);
    if (tag === 'ol' && Number.isInteger(start) && start > 1) list.properties['start'] = start;
    return list;
  }

  #table(node: Element): Element {
    const rows = [node, ...elements(node, 'thead'), ...elements(node, 'tbody'), ...elements(node, 'tfoot')]
      .flatMap((part) => elements(part, 'tr'))
      .map((row) =>
        element(
          'tr',
          undefined,
          [...elements(row, 'th', 'td')].map((cell) => this.#cell(cell)),
        ),
      );
    return element('table', styles.table, [element('tbody', undefined, rows)]);
  }

  #cell(node: Element): Element {
    const isHead = node.tagName === 'th';
    const cell = element(node.tagName, isHead ? styles.head : styles.cell, this.#mixed(node));
    for (const name of ['colSpan', 'rowSpan'] as const) {
      const span = Number(node.properties[name]);
      if (Number.isInteger(span) && span > 1) cell.properties[name] = span;
    }
    return cell;
  }

  /** A list item's or cell's content: bare text, or blocks without an indent. */
  #mixed(node: Element): ElementContent[] {
    const isBare = node.children.every((child) => child.type !== 'element' || this.#isInline(child));
    if (isBare) return this.#inline(node.children);
    const blocks = this.blocks(node.children);
    for (const block of blocks)
      if (block.properties['style'] === styles.paragraph) block.properties = { style: styles.item };
    return blocks;
  }

  #isInline({ tagName }: Element): boolean {
    return tagName in inline || ['a', 'br', 'span'].includes(tagName);
  }

  #inline(nodes: readonly (RootContent | ElementContent)[]): ElementContent[] {
    return nodes.flatMap((node): ElementContent[] => {
      if (node.type === 'text') return [text(node.value)];
      if (node.type !== 'element' || dropped.has(node.tagName)) return [];
      if (node.tagName === 'br') return [element('br', undefined, [])];
      if (node.tagName === 'img') return this.#picture(node).flatMap(({ children }) => children);
      const children = this.#inline(node.children);
      if (node.tagName === 'a') return this.notes.link(node, children);
      const kept = inline[node.tagName];
      return kept === undefined ? children : [element(kept, undefined, children)];
    });
  }
}

const elements = (node: Element, ...tags: string[]): Element[] =>
  node.children.filter((child): child is Element => child.type === 'element' && tags.includes(child.tagName));

/** The indent is a style here; the spaces that were typed for it go. */
function trimmedStart(nodes: ElementContent[]): ElementContent[] {
  const [first, ...rest] = nodes;
  if (first?.type !== 'text') return nodes;
  const value = first.value.replace(/^[\s\u3000]+/u, '');
  return value === '' ? trimmedStart(rest) : [text(value), ...rest];
}

const date = /^.{0,60}\d{4}年\d{1,2}月\d{1,2}日$/su;

/** As official notices stand: whom it is for at the left edge, who signs it when at the right. */
function markNoticeForm(blocks: Element[]): void {
  const paragraphs = blocks.filter(({ properties }) => properties['style'] === styles.paragraph);
  const textOf = (paragraph: Element | undefined): string => (paragraph ? toText(paragraph).trim() : '');
  const [first] = paragraphs;
  const [signer, last] = paragraphs.slice(1).slice(-2);
  if (first && /^[^。；]{2,80}(?<!如下)[：:]$/su.test(textOf(first)))
    first.properties = { style: styles.flat };
  const dated = last ?? signer;
  if (!dated || !date.test(textOf(dated))) return;
  dated.properties = { style: styles.signature };
  const isNext = signer !== undefined && blocks.indexOf(dated) === blocks.indexOf(signer) + 1;
  // The date may stand in a paragraph of its own, below the name.
  const isName = /^[^，。；：、]{2,40}$/su.test(textOf(signer)) && isNext;
  if (last && signer && isName) signer.properties = { style: styles.signature };
}
