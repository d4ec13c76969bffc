import type { WordParagraph } from '../word/document.js';
import type { FixedLine } from './lines.js';

/** A line that begins like this is none that goes on. */
const beginning =
  /^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百]{1,4}[章节条]|\d{1,2}[.．、)）]|附件|附：)/;

/**
 * Lines put together to paragraphs: one that reaches the right margin goes on in the next, unless that one is indented,
 * centred, of another size, or begins as an item does. @returns how many lines look like rows of tables, too
 */
export function paragraphsIn(lines: readonly FixedLine[]): { paragraphs: WordParagraph[]; rows: number } {
  const { left, right } = marginsOf(lines);
  const paragraphs: WordParagraph[] = [];
  let before: FixedLine | undefined;
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last && before && goesOn(before, line, { left, right })) last.text = joined(last.text, line.text);
    else paragraphs.push(paragraph(line, paragraphs.length, { left, right }));
    before = line;
  }
  return { paragraphs, rows: lines.filter(({ gaps }) => gaps >= 2).length };
}

interface Margins {
  left: number;
  right: number;
}

/**
 * Where most lines begin and where the longest end; a few that stick out do not count. Where none is long, the text ends
 * as far from the page's side as it begins.
 */
function marginsOf(lines: readonly FixedLine[]): Margins {
  const at = (values: number[], part: number): number =>
    values.sort((a, b) => a - b)[Math.floor(part * (values.length - 1))] ?? 0;
  const left = at(
    lines.map(({ from }) => from),
    0.05,
  );
  const longest = at(
    lines.map(({ to }) => to),
    0.95,
  );
  const even = (lines[0]?.page.width ?? 0) - left;
  return { left, right: longest > 0.9 * even ? longest : even };
}

function goesOn(before: FixedLine, line: FixedLine, margins: Margins): boolean {
  const isFull = before.to > margins.right - 1.6 * before.size;
  const isIndented = line.from > margins.left + 0.8 * line.size;
  const isOther = Math.abs(before.size - line.size) > 0.15 * line.size || before.strong !== line.strong;
  const isRow = before.gaps > 0 || line.gaps > 0;
  return (
    isFull && !isIndented && !isOther && !isRow && !isCentred(line, margins) && !beginning.test(line.text)
  );
}

/** In the middle of the page, with room at both sides. */
function isCentred({ from, to, size, page }: FixedLine, { left, right }: Margins): boolean {
  const middle = (from + to) / 2;
  const isMiddle = (wanted: number): boolean => Math.abs(middle - wanted) < 0.8 * size;
  return (
    from > left + 0.5 * size &&
    to < right - 0.5 * size &&
    (isMiddle(page.width / 2) || isMiddle((left + right) / 2))
  );
}

const paragraph = (line: FixedLine, at: number, margins: Margins): WordParagraph => ({
  at,
  text: line.text,
  style: '',
  centred: isCentred(line, margins),
  size: line.size,
  strong: line.strong,
  listed: false,
});

const joined = (before: string, after: string): string =>
  /[!-~]$/.test(before) && /^[!-~]/.test(after) ? `${before} ${after}` : before + after;
