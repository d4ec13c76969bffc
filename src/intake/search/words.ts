import { foldText } from './fold.js';

/** Longer letters-and-digits words are cut: nobody types more, and an index entry has its limits. */
const LONGEST = 40;
/** PostgreSQL's tsvector holds 1 MB; each word costs its bytes and 6 more at most. */
const MOST_BYTES = 900_000;

/** Words of letters and digits are taken whole; all other scripts are written without blanks and taken by twos. */
const pieces =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]+|[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\s]+/gu;
const whole = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]/u;

/**
 * What the index holds of a folded text: each pair of neighbouring signs, the last sign of each run alone (every other one
 * begins a pair), and words of letters or digits whole. No text that people write reaches the limit of 900 KB.
 */
export function indexedWords(folded: string): string[] {
  const words = new Set<string>();
  let bytes = 0;
  for (const [piece] of folded.matchAll(pieces)) {
    for (const word of wordsOf(piece)) {
      if (words.has(word)) continue;
      bytes += Buffer.byteLength(word) + 6;
      if (bytes > MOST_BYTES) return [...words];
      words.add(word);
    }
  }
  return [...words];
}

function wordsOf(piece: string): string[] {
  const signs = Array.from(piece);
  if (whole.test(piece)) return [signs.slice(0, LONGEST).join('')];
  return signs.map((sign, n) => sign + (signs[n + 1] ?? ''));
}

/** One thing that is looked for: all of it has to stand together. */
export interface Term {
  /** Its folded text. */
  text: string;
  /** For the index, as parts of a tsquery. */
  words: string[];
  /** The words alone prove it: it is one sign, one pair, or the beginning of one word of letters or digits. */
  proven: boolean;
}

/** The terms of what somebody typed, which blanks divide; none when it holds no letter and no digit. */
export function termsOf(typed: string): Term[] {
  const texts = new Set(typed.normalize('NFC').split(/\s+/u).map(foldText));
  texts.delete('');
  return [...texts].map(termOf);
}

function termOf(text: string): Term {
  const found = [...text.matchAll(pieces)].map(([piece]) => piece);
  const words = found.flatMap((piece) => {
    const signs = Array.from(piece);
    // What is typed may go on in the text: a word of letters may be its beginning, a single sign that of a pair.
    if (whole.test(piece)) return [`${quoted(signs.slice(0, LONGEST).join(''))}:*`];
    if (signs.length === 1) return [`${quoted(piece)}:*`];
    return signs.slice(0, -1).map((sign, m) => quoted(sign + (signs[m + 1] ?? '')));
  });
  const [only] = found;
  const short =
    found.length === 1 && only !== undefined && (whole.test(only) || Array.from(only).length <= 2);
  return { text, words: [...new Set(words)], proven: short };
}

/** Folded texts hold letters, digits and marks only: nothing to escape. */
const quoted = (word: string): string => `'${word}'`;
