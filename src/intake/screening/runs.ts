/** Digits as they stand in a text, without what was put between them. */
export interface Run {
  digits: string;
  from: number;
  length: number;
  /** No further digits are joined to it. */
  isWhole: boolean;
}

/** A number may be cut in so many pieces: nineteen digits in threes. */
const MOST_PIECES = 7;
const piece = /\d+[Xx]?/g;
const joint = /^[ \-‐‑–—.·]$/;

/**
 * Every way to read whole pieces of digits as one number, longest first: people write 138-0013-8000 and
 * 6228 4804 0256 4890 018. A piece that touches a letter is none; an X ends a number.
 */
export function runsOf(text: string): Run[] {
  const pieces = [...text.matchAll(piece)]
    .map(({ 0: digits, index }) => ({
      digits: digits.toUpperCase(),
      from: index,
      end: index + digits.length,
    }))
    .filter(({ from, end }) => !/[A-Za-z]/.test(text[from - 1] ?? '') && !/[A-Za-z]/.test(text[end] ?? ''));
  const isJoined = (
    before: (typeof pieces)[number] | undefined,
    after: (typeof pieces)[number] | undefined,
  ) =>
    before !== undefined &&
    after !== undefined &&
    !before.digits.endsWith('X') &&
    joint.test(text.slice(before.end, after.from));
  const runs = pieces.flatMap(({ from }, first) => {
    const mine: Run[] = [];
    let digits = '';
    for (let last = first; last < Math.min(pieces.length, first + MOST_PIECES); last += 1) {
      const next = pieces[last];
      if (next === undefined || (last > first && !isJoined(pieces[last - 1], next))) break;
      digits += next.digits;
      const isWhole = !isJoined(pieces[first - 1], pieces[first]) && !isJoined(next, pieces[last + 1]);
      mine.push({ digits, from, length: next.end - from, isWhole });
    }
    return mine;
  });
  return runs.sort((a, b) => b.digits.length - a.digits.length || a.from - b.from);
}
