import type { Element, ElementContent } from 'hast';
import { span } from './attributes.js';
import type { Block, Row } from './blocks.js';

/** What reads a cell's content; `inCell`: the table stands in a cell of another. */
interface CellReader {
  readonly inCell: boolean;
  inner(inCell?: boolean): { read(nodes: readonly ElementContent[]): Block[] };
}

/** A table's blocks: its caption as a paragraph, then the table. Within a cell, the cells' content alone. */
export function readTable(table: Element, reader: CellReader): Block[] {
  const caption = reader.inner().read(childrenOf(table, ['caption']));
  const head = rowsOf(childrenOf(table, ['thead']), reader);
  const body = [
    ...rowsOf(childrenOf(table, ['tbody', 'tr']), reader),
    ...rowsOf(childrenOf(table, ['tfoot']), reader),
  ];
  if (reader.inCell) return [...caption, ...[...head, ...body].flat().flatMap((cell) => cell.blocks)];
  if (head.length + body.length === 0) return caption;
  return [...caption, { is: 'table', ...divide(head, body) }];
}

/** Without a head, the leading rows of header cells are it, unless they are all there is. */
function divide(head: Row[], body: Row[]): { head: Row[]; body: Row[] } {
  if (head.length > 0) return { head: head.map(asHeader), body };
  const first = body.findIndex((row) => row.some((cell) => !cell.header));
  return first < 1 ? { head: [], body } : { head: body.slice(0, first), body: body.slice(first) };
}

function asHeader(row: Row): Row {
  return row.map((cell) => ({ ...cell, header: true }));
}

function rowsOf(nodes: readonly Element[], reader: CellReader): Row[] {
  return nodes
    .flatMap((node) => (node.tagName === 'tr' ? [node] : childrenOf(node, ['tr'])))
    .map((row) => childrenOf(row, ['td', 'th']).map((cell) => readCell(cell, reader)))
    .filter((row) => row.length > 0);
}

function readCell(cell: Element, reader: CellReader): Row[number] {
  return {
    header: cell.tagName === 'th',
    colspan: span(cell.properties['colSpan']),
    rowspan: span(cell.properties['rowSpan']),
    blocks: reader.inner(true).read(cell.children),
  };
}

function childrenOf(node: Element, names: readonly string[]): Element[] {
  return node.children.filter(
    (child: ElementContent): child is Element => child.type === 'element' && names.includes(child.tagName),
  );
}
