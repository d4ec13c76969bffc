import { z } from 'zod';
import { Hash } from '../values.js';

/** A run of text. A line break inside a paragraph or a cell is a `\n`. */
export const Run = z.object({ text: z.string().min(1).max(20_000), strong: z.literal(true).optional() });
export type Run = z.infer<typeof Run>;
export const Runs = z.array(Run).max(2000);
export type Runs = z.infer<typeof Runs>;

const Heading = z.object({
  kind: z.literal('heading'),
  level: z.union([z.literal(2), z.literal(3)]),
  runs: Runs,
});
const Paragraph = z.object({
  kind: z.literal('paragraph'),
  /** Signature: who issued it and when, at the end of a notice. Addressee: who it speaks to, at its start. */
  role: z.enum(['signature', 'addressee']).optional(),
  runs: Runs,
});
/** Lists are flat: `marker` is what stands before the item ("1.", "•"), `depth` how far it is set in, from 0. */
const ListItem = z.object({ marker: z.string().max(12), depth: z.int().min(0).max(3), runs: Runs });
export type ListItem = z.infer<typeof ListItem>;
const List = z.object({ kind: z.literal('list'), items: z.array(ListItem).min(1).max(2000) });
const Cell = z.object({
  runs: Runs,
  head: z.literal(true).optional(),
  columns: z.int().min(2).max(100).optional(),
  rows: z.int().min(2).max(1000).optional(),
});
export type Cell = z.infer<typeof Cell>;
const Table = z.object({
  kind: z.literal('table'),
  caption: Runs.optional(),
  /** How many of the rows are the head. */
  headRows: z.int().nonnegative(),
  rows: z.array(z.array(Cell).max(100)).min(1).max(2000),
});
const Picture = z.object({
  kind: z.literal('picture'),
  asset: Hash,
  alt: z.string().max(500),
  caption: Runs.optional(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
});

/** A page of an attached document as a picture; it fills a page of its own. */
const Sheet = z.object({
  kind: z.literal('sheet'),
  asset: Hash,
  /** The file's name. */
  file: z.string().max(255),
  /** From 1. */
  page: z.int().positive(),
  pages: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
});
/** A film; it fills a page of its own for as long as it runs. */
const FilmBlock = z.object({
  kind: z.literal('film'),
  asset: Hash,
  mediaType: z.enum(['video/mp4', 'video/webm']),
  file: z.string().max(255),
  seconds: z.number().positive().max(3600),
  width: z.int().positive(),
  height: z.int().positive(),
  /** WebVTT. */
  captions: Hash.optional(),
  poster: Hash.optional(),
});
/** What stands on a page of its own and is not part of the text's flow. */
export const FullBlock = z.discriminatedUnion('kind', [Sheet, FilmBlock]);
export type FullBlock = z.infer<typeof FullBlock>;

const TextBlock = z.discriminatedUnion('kind', [Heading, Paragraph, List, Table, Picture]);
export type TextBlock = z.infer<typeof TextBlock>;
export const Block = z.discriminatedUnion('kind', [
  Heading,
  Paragraph,
  List,
  Table,
  Picture,
  Sheet,
  FilmBlock,
]);
export type Block = z.infer<typeof Block>;

/**
 * What a screen shows of one notice: its content in reading order, not pixels. Each screen cuts it into pages that
 * fit, so that a new size of screen needs no new approval.
 */
export const SlidesV1 = z.object({
  format: z.literal('slides.v1'),
  category: z.string().max(200),
  issuer: z.string().max(200),
  title: z.string().max(500),
  docNo: z.string().max(200).optional(),
  /** For the QR code. */
  permalink: z.string().max(2000),
  /** PUBLISHED_SLOT: the screen fills it from the manifest. */
  published: z.string().max(40),
  blocks: z.array(Block).max(5000),
});
export type SlidesV1 = z.infer<typeof SlidesV1>;

/** The text of a block as a reader sees it, without markers. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return runsText(block.runs);
    case 'list':
      return block.items.map(({ runs }) => runsText(runs)).join('\n');
    case 'table':
      return block.rows.map((row) => row.map(({ runs }) => runsText(runs)).join('\t')).join('\n');
    case 'picture':
      return runsText(block.caption ?? []);
    case 'sheet':
    case 'film':
      return '';
  }
}

const isFull = (block: Block): block is FullBlock => block.kind === 'sheet' || block.kind === 'film';
/** The blocks that have a page of their own, in their order. */
export const fullBlocks = ({ blocks }: Pick<SlidesV1, 'blocks'>): FullBlock[] => blocks.filter(isFull);
/** The blocks that flow over as many pages as they take, in their order. */
export const textBlocks = ({ blocks }: Pick<SlidesV1, 'blocks'>): TextBlock[] =>
  blocks.filter((block): block is TextBlock => !isFull(block));

export const runsText = (runs: Runs): string => runs.map(({ text }) => text).join('');

/** How many columns a table has, counted over its widest row. */
export const columnsOf = (table: Extract<Block, { kind: 'table' }>): number =>
  Math.max(...table.rows.map((row) => row.reduce((sum, cell) => sum + (cell.columns ?? 1), 0)));
