import type { AssetRef } from '../../../src/contract/values.js';
import type { Block } from './blocks.js';
import { columnWidth, gaps, safe, safeWidth, type } from './area.js';
import { breakEvenly, breakLines, type Line } from './lines.js';
import type { Meter } from './meter.js';

/** A line of text in its place; `y` is its top. */
export interface Placed {
  line: Line;
  x: number;
  y: number;
  look: 'text' | 'heading' | 'caption';
  /** Stands before the line: an item's number. */
  marker?: string | undefined;
}
export interface Rule {
  y: number;
}

/** What one page shows between head and foot, placed to the pixel. */
export type Page = { title: Line[]; isFirst: boolean; number: number } & (
  | { kind: 'text'; lines: Placed[]; rules: Rule[] }
  | { kind: 'picture'; asset: AssetRef; text: string; box: Box; lines: Placed[] }
);
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What stands on every page. */
export interface Surround {
  meter: Meter;
  title: string;
  /** Where the head ends and the foot begins. */
  top: number;
  bottom: number;
}

/** A paragraph with its lines, before it has a place. */
interface Paragraph {
  lines: Line[];
  x: (line: Line) => number;
  look: Placed['look'];
  gap: number;
  /** Stays on one page if a page can hold it. */
  isWhole: boolean;
  /** Stands on the same page as the beginning of the next. */
  leads: boolean;
  /** A new idea begins here. */
  opens: boolean;
  hasRule: boolean;
  marker?: string | undefined;
}

const { line: lineHeight, size: textSize } = type.text;
/** A part that would fit on a page of its own gets one when the present page is filled to this share. */
const FULL_ENOUGH = 0.5;

/** Cuts a notice into pages. Everything is placed; nothing is left out or made smaller. */
export function pagesOf(blocks: readonly Block[], surround: Surround): Page[] {
  const pager = new Pager(surround);
  for (const { paragraphs, pictures } of partsOf(blocks, surround.meter)) {
    pager.part(paragraphs);
    for (const { asset, text } of pictures) pager.picture(asset, text);
  }
  return pager.done();
}

type Picture = Extract<Block, { kind: 'picture' }>;
interface Part {
  paragraphs: Paragraph[];
  /** Shown when the part's text has been read. */
  pictures: Picture[];
}

/** A part is what stands between two beginnings of a new idea. */
function partsOf(blocks: readonly Block[], meter: Meter): Part[] {
  const parts: Part[] = [{ paragraphs: [], pictures: [] }];
  let leads = false;
  for (const block of blocks) {
    const part = parts.at(-1);
    if (block.kind === 'picture') {
      part?.pictures.push(block);
      continue;
    }
    const paragraph = paragraphOf(block, meter);
    if (paragraph.opens && !leads) parts.push({ paragraphs: [paragraph], pictures: [] });
    else part?.paragraphs.push(paragraph);
    leads = paragraph.look === 'heading';
  }
  return parts;
}

function paragraphOf(block: Exclude<Block, Picture>, meter: Meter): Paragraph {
  const column = { meter, size: textSize, width: columnWidth };
  const plain = {
    x: (): number => safe.left,
    look: 'text',
    gap: gaps.paragraph,
    isWhole: false,
    leads: false,
    opens: false,
    hasRule: false,
  } as const;
  if (block.kind === 'heading') {
    const runs = block.runs.map(({ text }) => ({ text, strong: true as const }));
    const heading = { look: 'heading', gap: gaps.heading, isWhole: true, leads: true, opens: true } as const;
    return { ...plain, ...heading, lines: breakLines(runs, column) };
  }
  if (block.kind === 'row')
    return {
      ...plain,
      lines: breakLines(block.runs, column),
      isWhole: true,
      hasRule: true,
      gap: gaps.heading,
    };
  if (block.kind === 'item') {
    const indent = 2 * Math.min(block.depth, 3) + markerWidth(block.marker, meter);
    const lines = breakLines(block.runs, { ...column, firstIndent: indent, indent });
    return { ...plain, lines, marker: block.marker };
  }
  if (block.role === 'signature') {
    const lines = breakLines(block.runs, column);
    return { ...plain, lines, isWhole: true, x: ({ width }) => safe.left + columnWidth - width };
  }
  const firstIndent = block.role === 'addressee' ? 0 : 2;
  const lines = breakLines(block.runs, { ...column, firstIndent });
  return { ...plain, lines, opens: opensSection(block.runs), leads: block.role === 'addressee' };
}

type Runs = Extract<Block, { kind: 'text' }>['runs'];

/** 一、 at the start of a paragraph: the form in which official texts number their parts. */
const opensSection = (runs: Runs): boolean =>
  /^[一二三四五六七八九十]{1,3}、/.test(
    runs
      .map(({ text }) => text)
      .join('')
      .trim(),
  );

/** In characters, with room behind it. */
export const markerWidth = (marker: string, meter: Meter): number =>
  Math.max(1.4, Array.from(marker).reduce((sum, one) => sum + meter.width(one, false), 0) + 0.4);

class Pager {
  readonly #pages: Page[] = [];
  #lines: Placed[] = [];
  #rules: Rule[] = [];
  #y: number;

  constructor(private readonly surround: Surround) {
    this.#y = this.#start();
  }

  /** A part of the text that belongs together: on one page where that is possible without waste. */
  part(paragraphs: Paragraph[]): void {
    const filled = (this.#y - this.#start()) / (this.#bottom() - this.#start());
    const height = heightOf(paragraphs);
    if (height > this.#room() && height <= this.#freshRoom() && filled >= FULL_ENOUGH) this.#turn();
    for (const [index, paragraph] of paragraphs.entries()) {
      const next = paragraphs[index + 1];
      const together = paragraph.leads && next ? [paragraph, firstLines(next)] : [paragraph];
      const isWhole = paragraph.isWhole || (paragraph.leads && next !== undefined);
      if (isWhole && heightOf(together) > this.#room() && heightOf(together) <= this.#freshRoom())
        this.#turn();
      this.#place(paragraph);
    }
  }

  picture(asset: AssetRef, text: string): void {
    this.#turn();
    const { meter } = this.surround;
    const lines = breakLines([{ text }], { meter, size: type.small.size, width: columnWidth });
    const start = this.#start();
    const below = this.#bottom() - lines.length * type.small.line;
    const box = { x: safe.left, y: start, width: columnWidth, height: below - gaps.paragraph - start };
    const placed = lines.map((line, index): Placed => {
      return { line, x: safe.left, y: below + index * type.small.line, look: 'caption' };
    });
    this.#pages.push({ ...this.#common(), kind: 'picture', asset, text, box, lines: placed });
    this.#y = this.#start();
  }

  done(): Page[] {
    this.#turn();
    if (this.#pages.length === 0) this.#pages.push({ ...this.#common(), kind: 'text', lines: [], rules: [] });
    return this.#pages;
  }

  #place(paragraph: Paragraph): void {
    let { lines } = paragraph;
    let isStart = true;
    while (lines.length > 0) {
      const gap = this.#isEmpty() || !isStart ? 0 : paragraph.gap;
      const fit = Math.floor((this.#room() - gap) / lineHeight);
      const count = linesHere(lines.length, fit, this.#isEmpty());
      if (count === 0) {
        this.#turn();
        continue;
      }
      if (paragraph.hasRule && gap > 0) this.#rules.push({ y: this.#y + gap / 2 });
      this.#y += gap;
      for (const [index, line] of lines.slice(0, count).entries()) {
        const marker = isStart && index === 0 ? paragraph.marker : undefined;
        const { look } = paragraph;
        this.#lines.push({ line, x: paragraph.x(line), y: this.#y, look, marker });
        this.#y += lineHeight;
      }
      lines = lines.slice(count);
      isStart = false;
    }
  }

  /** Ends the page, if there is anything on it. */
  #turn(): void {
    if (!this.#isEmpty())
      this.#pages.push({ ...this.#common(), kind: 'text', lines: this.#lines, rules: this.#rules });
    this.#lines = [];
    this.#rules = [];
    this.#y = this.#start();
  }

  #common(): Pick<Page, 'title' | 'isFirst' | 'number'> {
    const number = this.#pages.length + 1;
    return { title: titleLines(this.surround, number === 1), isFirst: number === 1, number };
  }

  #isEmpty(): boolean {
    return this.#lines.length === 0;
  }
  #room(): number {
    return this.#bottom() - this.#y;
  }
  #bottom(): number {
    return this.surround.bottom;
  }
  #start(): number {
    return startOf(this.surround, this.#pages.length === 0);
  }
  /** What the next page will hold. */
  #freshRoom(): number {
    return this.#bottom() - startOf(this.surround, this.#pages.length === 0 && this.#isEmpty());
  }
}

/**
 * How many of a paragraph's lines go on this page: never one alone at a page's end or beginning where it has a choice.
 */
function linesHere(count: number, fit: number, isEmpty: boolean): number {
  if (count <= fit) return count;
  if (isEmpty) return Math.max(1, count - fit === 1 && fit > 2 ? fit - 1 : fit);
  const here = count - fit === 1 ? fit - 1 : fit;
  return here < 2 ? 0 : here;
}

const heightOf = (paragraphs: readonly Paragraph[]): number =>
  paragraphs.reduce(
    (sum, { lines, gap }, index) => sum + lines.length * lineHeight + (index > 0 ? gap : 0),
    0,
  );

const firstLines = (paragraph: Paragraph): Paragraph => ({
  ...paragraph,
  lines: paragraph.lines.slice(0, 2),
});

/** The title's lines: large on the first page, smaller on the others. */
function titleLines({ meter, title }: Surround, isFirst: boolean): Line[] {
  const { size } = isFirst ? type.title : type.runningTitle;
  return breakEvenly([{ text: title, strong: true }], { meter, size, width: safeWidth });
}

/** Where the text of a page starts. */
export function startOf(surround: Surround, isFirst: boolean): number {
  const { line } = isFirst ? type.title : type.runningTitle;
  return surround.top + titleLines(surround, isFirst).length * line + gaps.underTitle;
}
