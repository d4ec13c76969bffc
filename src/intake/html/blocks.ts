import type { ElementContent, Element } from 'hast';
import { element, renderLines, type Line } from './inline.js';

/** What a sanitised text is made of. `lines` are a paragraph's or heading's lines, never empty. */
export type Block =
  | { is: 'p' | 'h2' | 'h3' | 'h4'; lines: Line[] }
  | { is: 'ul' | 'ol'; start?: number | undefined; items: Block[][] }
  | { is: 'blockquote'; blocks: Block[] }
  | { is: 'table'; head: Row[]; body: Row[] };

export type Row = Cell[];
export interface Cell {
  header: boolean;
  colspan: number;
  rowspan: number;
  blocks: Block[];
}

export function renderBlock(block: Block): Element {
  switch (block.is) {
    case 'ul':
    case 'ol':
      return element(
        block.is,
        block.items.map((item) => element('li', renderContent(item))),
        block.start === undefined ? {} : { start: block.start },
      );
    case 'blockquote':
      return element('blockquote', block.blocks.map(renderBlock));
    case 'table':
      return element('table', [
        ...(block.head.length > 0 ? [element('thead', block.head.map(renderRow))] : []),
        ...(block.body.length > 0 ? [element('tbody', block.body.map(renderRow))] : []),
      ]);
    default:
      return element(block.is, renderLines(block.lines));
  }
}

function renderRow(row: Row): Element {
  return element('tr', row.map(renderCell));
}

function renderCell(cell: Cell): Element {
  return element(cell.header ? 'th' : 'td', renderContent(cell.blocks), {
    ...(cell.colspan > 1 ? { colSpan: cell.colspan } : {}),
    ...(cell.rowspan > 1 ? { rowSpan: cell.rowspan } : {}),
  });
}

/** A list item's or cell's content: a single paragraph stands bare, also before lists. */
function renderContent(blocks: readonly Block[]): ElementContent[] {
  const [first, ...rest] = blocks;
  if (first?.is === 'p' && rest.every((block) => block.is === 'ul' || block.is === 'ol'))
    return [...renderLines(first.lines), ...rest.map(renderBlock)];
  return blocks.map(renderBlock);
}
