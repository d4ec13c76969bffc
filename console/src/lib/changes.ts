import { diffArrays } from 'diff';

/** A piece of a line, as it was, as it is, or both. */
export interface Piece {
  is: 'same' | 'added' | 'removed';
  text: string;
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/**
 * The lines that a person reads in a body as the hub keeps it (sanitised HTML): a block each, a table's row with bars
 * between its cells, a picture with its words and the beginning of its hash, so that another picture is another line.
 */
export function linesOf(html: string): string[] {
  return html
    .replace(/<img\b[^>]*>/g, (tag) => {
      const alt = /\balt="([^"]*)"/.exec(tag)?.[1] ?? '';
      const hash = /asset:sha256:([0-9a-f]{8})/.exec(tag)?.[1] ?? '';
      return `\n[${alt} ${hash}]\n`;
    })
    .replace(/<\/t[dh]>\s*(?=<t[dh]\b)/g, ' │ ')
    .replace(/<br\b[^>]*>|<\/(?:p|h[1-6]|li|tr|blockquote|caption|div)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
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

/** Lines in the place of others: one beside the other, word by word, and what is left over as a whole. */
function replaced(before: readonly string[], after: readonly string[]): Piece[][] {
  const shared = Math.min(before.length, after.length);
  return [
    ...after.slice(0, shared).map((line, index) => piecesOf(before[index] ?? '', line)),
    ...before.slice(shared).map((text): Piece[] => [{ is: 'removed', text }]),
    ...after.slice(shared).map((text): Piece[] => [{ is: 'added', text }]),
  ];
}

/** Two lines word by word. */
export function piecesOf(before: string, after: string): Piece[] {
  return diffArrays(wordsOf(before), wordsOf(after)).map(({ added, removed, value }) => ({
    is: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}
