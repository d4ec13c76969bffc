import { diffArrays } from 'diff';
import { linesOf } from '../../../src/contract/kit/text-lines.js';

/** A piece of a line, as it was, as it is, or both. */
export interface Piece {
  is: 'same' | 'added' | 'removed';
  text: string;
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const wordsOf = (line: string): string[] => Array.from(words.segment(line), ({ segment }) => segment);

/** The changed lines of a body, each in pieces; nothing for what stayed. Cost grows with the lines times the changes. */
export function changedLines(before: string, after: string): Piece[][] {
  const parts = diffArrays(linesOf(before), linesOf(after));
  const lines: Piece[][] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    const next = parts[index + 1];
    if (part === undefined || (!part.added && !part.removed)) continue;
    if (part.removed && next?.added === true) {
      lines.push(...replaced(part.value, next.value));
      index += 1;
    } else lines.push(...part.value.map((text): Piece[] => [{ is: part.added ? 'added' : 'removed', text }]));
  }
  return lines;
}

/** So alike that one line is the other one changed. From 0 to 1. */
const ALIKE = 0.5;
/** More pairs than this are not compared: a text that is another one has no lines to be set side by side. */
const MOST_PAIRS = 900;

/** Lines in the place of others: each beside the one that it is most like, in order; what is like none, as a whole. */
function replaced(before: readonly string[], after: readonly string[]): Piece[][] {
  const lines: Piece[][] = [];
  let next = 0;
  for (const text of after) {
    const match = before.length * after.length > MOST_PAIRS ? -1 : mostAlike(text, before, after, next);
    if (match < 0) {
      lines.push([{ is: 'added', text }]);
      continue;
    }
    lines.push(...before.slice(next, match).map((gone): Piece[] => [{ is: 'removed', text: gone }]));
    lines.push(piecesOf(before[match] ?? '', text));
    next = match + 1;
  }
  return [...lines, ...before.slice(next).map((gone): Piece[] => [{ is: 'removed', text: gone }])];
}

/** The line from `from` on that is most like a text, unless another text is more like it; -1 for none. */
function mostAlike(text: string, before: readonly string[], after: readonly string[], from: number): number {
  let best = -1;
  let most = ALIKE;
  for (let index = from; index < before.length; index += 1) {
    const line = before[index] ?? '';
    const alike = likeness(line, text);
    if (alike < most || after.some((other) => other !== text && likeness(line, other) > alike)) continue;
    [best, most] = [index, alike];
  }
  return best;
}

/** The share of words that two lines have in common. */
function likeness(first: string, second: string): number {
  const [a, b] = [wordsOf(first), wordsOf(second)];
  const left = [...b];
  const common = a.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * common.length) / (a.length + b.length);
}

/** Two lines word by word. */
export const piecesOf = (before: string, after: string): Piece[] => compared(wordsOf(before), wordsOf(after));

/** Two lines sign by sign, where single ones of many words changed. */
export const signsOf = (before: string, after: string): Piece[] =>
  compared(Array.from(before), Array.from(after));

const compared = (before: string[], after: string[]): Piece[] =>
  diffArrays(before, after).map(({ added, removed, value }) => ({
    is: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
