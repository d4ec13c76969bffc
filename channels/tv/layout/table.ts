import type { Element } from 'hast';
import { runsText, type Run } from '../../../src/contract/slide/document.js';
import { hasText, runsOf } from './runs.js';

interface Cell {
  runs: Run[];
  isHead: boolean;
}

/** Cells of a hostile table would multiply; no notice has more columns or rows than this. */
const MOST = 100;

/**
 * A table row by row, so that each row can be read by itself on a page: its first cell strong, then each cell behind
 * the name of its column. A cell that spans rows stands in each of them; names of several head rows are put together.
 */
export function rowsOf(table: Element): Run[][] {
  const grid = gridOf(table);
  const firstBody = grid.findIndex((row) => row.some((cell) => cell && !cell.isHead));
  const heads = firstBody === -1 ? [] : grid.slice(0, firstBody);
  const names = (grid[0] ?? []).map((_, column) => nameOf(heads, column));
  return grid
    .slice(heads.length)
    .map((row) => rowRuns(row, names))
    .filter(hasText);
}

function nameOf(heads: (Cell | undefined)[][], column: number): string {
  const parts = heads.map((row) => text(row[column])).filter((part) => part !== '');
  return parts.filter((part, index) => part !== parts[index - 1]).join('·');
}

function rowRuns(row: (Cell | undefined)[], names: string[]): Run[] {
  // A cell that spans columns is said once, under the names of all its columns.
  const spans = row
    .map((cell, column) => ({ cell, column }))
    .filter(({ cell, column }) => cell !== undefined && cell !== row[column - 1] && text(cell) !== '');
  return spans.flatMap(({ cell, column }, index): Run[] => {
    if (index === 0) return [{ text: text(cell), strong: true }];
    const name = names[column] ?? '';
    const label = name === '' ? '' : `${name}：`;
    return [{ text: `${index === 1 ? '　' : '；'}${label}${text(cell)}` }];
  });
}

const text = (cell: Cell | undefined): string =>
  cell ? runsText(cell.runs).replace(/\n/g, '，').trim() : '';

function gridOf(table: Element): (Cell | undefined)[][] {
  const rows = rowElements(table);
  const grid: (Cell | undefined)[][] = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const child of row.children) {
      if (child.type !== 'element' || !/^t[dh]$/.test(child.tagName)) continue;
      while (grid[y]?.[x]) x += 1;
      const cell = { runs: runsOf(child.children), isHead: child.tagName === 'th' };
      const [wide, high] = [span(child.properties.colSpan), span(child.properties.rowSpan)];
      for (let down = 0; down < high; down += 1)
        for (let right = 0; right < wide; right += 1) {
          const line = grid[y + down];
          if (line && x + right < MOST) line[x + right] = cell;
        }
      x += wide;
    }
  });
  return grid;
}

const span = (value: unknown): number => {
  const number = Number(value ?? 1);
  return Number.isInteger(number) && number > 0 ? Math.min(number, MOST) : 1;
};

/** The table's own rows, not those of tables in its cells. */
function rowElements(element: Element): Element[] {
  return element.children.flatMap((child) => {
    if (child.type !== 'element' || child.tagName === 'table') return [];
    return child.tagName === 'tr'
      ? [child]
      : /^t(head|body|foot)$/.test(child.tagName)
        ? rowElements(child)
        : [];
  });
}
