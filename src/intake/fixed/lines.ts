import type { FixedDocument, FixedPage, Piece } from './fixed.js';

/** A line of a page. */
export interface FixedLine {
  text: string;
  from: number;
  to: number;
  size: number;
  strong: boolean;
  /** How many wide gaps it has, as rows of tables do. */
  gaps: number;
  page: FixedPage;
}

interface Placed extends FixedLine {
  y: number;
}

/** The lines of all pages in the order in which they are read, and how many lines of margins were left out. */
export function linesOf({ pages }: FixedDocument): { lines: FixedLine[]; margins: number } {
  const all = pages.flatMap(pageLines);
  const repeated = repeatedIn(all, pages.length);
  const lines = all.filter((line) => !isPageNumber(line) && !repeated.has(placeOf(line)));
  return { lines, margins: all.length - lines.length };
}

/** A page's lines from its top to its bottom. */
export function pageLines(page: FixedPage): Placed[] {
  const rows: { y: number; size: number; pieces: Piece[] }[] = [];
  const pieces = page.pieces.filter(({ text }) => text.trim() !== '');
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    if (row && Math.abs(piece.y - row.y) < 0.5 * Math.max(row.size, piece.size)) {
      row.pieces.push(piece);
      row.size = Math.max(row.size, piece.size);
    } else rows.push({ y: piece.y, size: piece.size, pieces: [piece] });
  }
  return rows.map(({ y, size, pieces: found }) => ({
    ...join([...found].sort((a, b) => a.x - b.x)),
    ...{ y, size, page },
  }));
}

/** Pieces beside each other as one text: Latin words keep their spaces, and a wide gap is one. */
function join(pieces: readonly Piece[]): Pick<FixedLine, 'text' | 'from' | 'to' | 'strong' | 'gaps'> {
  let text = '';
  let to = pieces[0]?.x ?? 0;
  let gaps = 0;
  for (const piece of pieces) {
    const gap = piece.x - to;
    const isWide = text !== '' && gap > 1.5 * piece.size;
    const isWord = gap > 0.15 * piece.size && /[!-~]$/.test(text) && /^[!-~]/.test(piece.text);
    if (isWide) gaps += 1;
    text += (isWide ? '　' : isWord ? ' ' : '') + piece.text;
    to = Math.max(to, piece.x + piece.width);
  }
  return {
    text: text
      .replaceAll(/[ \t\u00a0]+/g, ' ')
      .replaceAll(/\s*\u3000\s*/g, '\u3000')
      .trim(),
    from: pieces[0]?.x ?? 0,
    to,
    strong: pieces.every(({ strong }) => strong),
    gaps,
  };
}

const isNearEdge = ({ y, page }: Placed): boolean => y < 0.1 * page.height || y > 0.88 * page.height;

/** A page's number where page numbers stand: 3, — 3 —, 第 3 页 共 8 页, 3 / 8. */
const isPageNumber = (line: Placed): boolean =>
  isNearEdge(line) &&
  /^[-–—－·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[/，,]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-–—－·\s]*$/.test(
    line.text,
  );

const placeOf = ({ text, y }: Placed): string => `${String(Math.round(y / 2))} ${text}`;

/** What stands in the same place of most pages of several. */
function repeatedIn(lines: readonly Placed[], pages: number): Set<string> {
  const counts = new Map<string, number>();
  for (const line of lines)
    if (isNearEdge(line)) counts.set(placeOf(line), (counts.get(placeOf(line)) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= 3 && count > pages / 2).map(([place]) => place));
}
