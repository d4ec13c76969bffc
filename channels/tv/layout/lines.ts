import LineBreaker from 'linebreak';
import type { Run, Runs } from '../../../src/contract/slide/document.js';
import type { Meter } from './meter.js';

/** One line of a paragraph: its runs, how far its first character is set in, and its width from there; pixels. */
export interface Line {
  runs: Run[];
  indent: number;
  width: number;
}

export interface Column {
  meter: Meter;
  /** Type size and the column's width, pixels. */
  size: number;
  width: number;
  /** Of the first line, and of the others, in characters. */
  firstIndent?: number | undefined;
  indent?: number | undefined;
}

interface Character {
  text: string;
  strong: boolean;
}
/** A piece that stays on one line: what stands between two break opportunities. */
type Piece = Character[];

/** A number with its unit, a date, a time, a telephone number: what must not be torn apart at a line's end. */
const whole =
  /(?:\d{1,4}年)?\d{1,2}月\d{1,2}日|\d{1,4}年\d{1,2}月|[〔[(（]?\d[\d.,:：—–\-/×]{0,16}(?:[〕\])）]\d{0,6}号?|[%％℃]|°C|[年月日时分秒元米吨个名户人次条号楼层室点])?/g;

/**
 * Breaks a paragraph into lines that are no wider than the column. Breaks by UAX #14, so no line begins with a closing
 * mark or ends with an opening one; numbers, dates and words stay whole unless they alone are wider than the column. A
 * last line has two characters at least. White space at a line's ends is dropped, nothing else ever is.
 */
export function breakLines(runs: Runs, column: Column): Line[] {
  const paragraphs = splitAtBreaks(runs.flatMap(({ text, strong }) => charactersOf(text, strong === true)));
  return paragraphs.flatMap((characters) => linesOf(characters, column));
}

/** As many lines as `breakLines` needs, but of about the same width: for titles. */
export function breakEvenly(runs: Runs, column: Column): Line[] {
  const count = breakLines(runs, column).length;
  let [low, high] = [column.width / 2, column.width];
  while (high - low > 1) {
    const width = Math.floor((low + high) / 2);
    if (breakLines(runs, { ...column, width }).length > count) low = width;
    else high = width;
  }
  return breakLines(runs, { ...column, width: high });
}

/** The text of lines without the breaks between them. */
export const linesText = (lines: readonly Line[]): string =>
  lines.map(({ runs }) => runs.map(({ text }) => text).join('')).join('\n');

const charactersOf = (text: string, strong: boolean): Character[] =>
  Array.from(text, (character) => ({ text: character, strong }));

function splitAtBreaks(characters: Character[]): Character[][] {
  const paragraphs: Character[][] = [[]];
  for (const character of characters)
    if (character.text === '\n') paragraphs.push([]);
    else paragraphs.at(-1)?.push(character);
  return paragraphs.filter((paragraph) => paragraph.some(({ text }) => text.trim() !== ''));
}

function linesOf(characters: Character[], column: Column): Line[] {
  const indentOf = (index: number): number =>
    column.size * ((index === 0 ? column.firstIndent : column.indent) ?? 0);
  const rows: Piece[][] = [[]];
  for (const piece of piecesOf(characters, column)) {
    const row = rows.at(-1) ?? [];
    const room = column.width - indentOf(rows.length - 1);
    if (row.length > 0 && widthOf([...row.flat(), ...piece], column) > room) rows.push([piece]);
    else row.push(piece);
  }
  return withoutWidow(rows, column).map((row, index) => lineOf(row.flat(), indentOf(index), column));
}

/** A last line of one character takes company from the line before it. */
function withoutWidow(rows: Piece[][], { width, size, indent = 0, meter }: Column): Piece[][] {
  const [last, before] = [rows.at(-1), rows.at(-2)];
  if (!last || !before) return rows;
  while (readable(last.flat()) < 2 && before.length > 2) {
    const piece = before.at(-1);
    if (!piece || widthOf([...piece, ...last.flat()], { size, meter }) > width - indent * size) break;
    last.unshift(piece);
    before.pop();
  }
  return rows;
}

const readable = (characters: Character[]): number =>
  characters.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).length;

function lineOf(characters: Character[], indent: number, column: Column): Line {
  const kept = trimmed(characters);
  const runs: Run[] = [];
  for (const { text, strong } of kept) {
    const run = runs.at(-1);
    if (run && (run.strong ?? false) === strong) run.text += text;
    else runs.push(strong ? { text, strong: true } : { text });
  }
  return { runs, indent, width: widthOf(kept, column) };
}

const isSpace = (character: Character | undefined): boolean =>
  character !== undefined && character.text.trim() === '';

function trimmed(characters: Character[]): Character[] {
  let [start, end] = [0, characters.length];
  while (start < end && isSpace(characters[start])) start += 1;
  while (end > start && isSpace(characters[end - 1])) end -= 1;
  return characters.slice(start, end);
}

/** White space at the end hangs over the edge and so does not count. */
function widthOf(characters: Character[], { meter, size }: Pick<Column, 'meter' | 'size'>): number {
  return size * trimmed(characters).reduce((sum, { text, strong }) => sum + meter.width(text, strong), 0);
}

function piecesOf(characters: Character[], column: Column): Piece[] {
  const narrow = {
    ...column,
    width: column.width - column.size * Math.max(column.firstIndent ?? 0, column.indent ?? 0),
  };
  const pieces: Piece[] = [];
  const ends = breaksOf(characters.map(({ text }) => text).join(''));
  let [piece, units]: [Piece, number] = [[], 0];
  for (const character of characters) {
    piece.push(character);
    units += character.text.length;
    if (!ends.has(units)) continue;
    pieces.push(...fitting(piece, narrow));
    piece = [];
  }
  return piece.length > 0 ? [...pieces, ...fitting(piece, narrow)] : pieces;
}

/** A piece that alone is wider than the column falls into its characters. */
const fitting = (piece: Piece, column: Column): Piece[] =>
  widthOf(piece, column) <= column.width ? [piece] : piece.map((character) => [character]);

/** Where a line may end, in UTF-16 units. Chinese quotation marks open and close; UAX #14 cannot know that. */
function breaksOf(text: string): Set<number> {
  const ends = new Set<number>();
  const breaker = new LineBreaker(text.replace(/[“‘]/g, '《').replace(/[”’]/g, '》'));
  for (let found = breaker.nextBreak(); found; found = breaker.nextBreak()) ends.add(found.position);
  for (const { index, 0: number } of text.matchAll(whole))
    for (let inside = index + 1; inside < index + number.length; inside += 1) ends.delete(inside);
  return ends;
}
