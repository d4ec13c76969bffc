import type { Hit } from './finding.js';
import {
  hasResidentIdShape,
  isBankCard,
  isCreditCode,
  isMobile,
  isOldResidentId,
  isResidentId,
} from './numbers.js';
import { runsOf, type Run } from './runs.js';

export type NumberKind = 'id18' | 'bank' | 'id18-shape' | 'id15' | 'mobile';

/** Keeps the first `head` and the last `tail` signs. */
export const masked = (text: string, head: number, tail: number): string =>
  `${text.slice(0, head)}${'*'.repeat(Math.max(0, text.length - head - tail))}${text.slice(text.length - tail)}`;

const masks: Record<NumberKind, (digits: string) => string> = {
  id18: (digits) => masked(digits, 2, 3),
  'id18-shape': (digits) => masked(digits, 2, 3),
  id15: (digits) => masked(digits, 2, 3),
  bank: (digits) => masked(digits, 4, 4),
  mobile: (digits) => masked(digits.slice(-11), 3, 4),
};

/** The label before a number that makes it a company's. */
const isLabelledCode = (text: string, from: number): boolean =>
  /(?:信用代码|机构代码|注册号)[^\d]{0,6}$/.test(text.slice(Math.max(0, from - 16), from));

function kindOf(text: string, { digits, from, length, isWhole }: Run): NumberKind | undefined {
  const isInOnePiece = length === digits.length;
  if (isInOnePiece && isCreditCode(digits) && (isLabelledCode(text, from) || !isResidentId(digits)))
    return undefined;
  if (isResidentId(digits)) return 'id18';
  if (isWhole && isBankCard(digits)) return 'bank';
  if (hasResidentIdShape(digits)) return 'id18-shape';
  if (isOldResidentId(digits)) return 'id15';
  return isMobile(digits) ? 'mobile' : undefined;
}

interface Numbered {
  kind: NumberKind;
  hit: Hit;
}

/** The numbers of people in a text: each digit belongs to the longest number that it can be read as. */
export function numbersOf(text: string): readonly Numbered[] {
  if (newest.text !== text) newest = { text, found: read(text) };
  return newest.found;
}

/** Several rules read the same text one after the other. */
let newest: { text: string; found: readonly Numbered[] } = { text: '', found: [] };

function read(text: string): Numbered[] {
  const found: Numbered[] = [];
  // A list of persons has as many numbers as persons: comparing each with each would take the square of them.
  const taken = new Uint8Array(text.length);
  for (const run of runsOf(text)) {
    const { from, length, digits } = run;
    const isTaken = taken.subarray(from, from + length).includes(1);
    const kind = isTaken ? undefined : kindOf(text, run);
    if (!kind) continue;
    taken.fill(1, from, from + length);
    found.push({ kind, hit: { from, length, instead: masks[kind](digits) } });
  }
  return found.sort((a, b) => a.hit.from - b.hit.from);
}

/** Whether a person's number stands in a piece of a text. */
export function hasNumberIn(text: string, from: number, length: number): boolean {
  const numbers = numbersOf(text);
  let low = 0;
  let high = numbers.length;
  // The first one that ends behind where the piece begins; they do not overlap.
  while (low < high) {
    const middle = (low + high) >>> 1;
    const hit = numbers[middle]?.hit;
    if (hit && hit.from + hit.length <= from) low = middle + 1;
    else high = middle;
  }
  const next = numbers[low]?.hit;
  return next !== undefined && next.from < from + length;
}

export const numbersOfKind = (text: string, kind: NumberKind): Hit[] =>
  numbersOf(text).flatMap((one) => (one.kind === kind ? [one.hit] : []));
