import type { Change, DraftFields } from '../../contract/api.js';
import { linesOf } from '../../contract/kit/text-lines.js';
import { canonicalJson } from '../../platform/hash.js';

type Field = keyof DraftFields;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** What changed between two states of a draft, in short. Text that only stands elsewhere counts as neither. */
export function changeBetween(before: DraftFields, after: DraftFields): Change {
  const [was, is] = [linesOfDraft(before), linesOfDraft(after)];
  return {
    added: signsMore(is, was),
    removed: signsMore(was, is),
    fields: fieldsOf(before, after).filter((field) => !same(before[field], after[field])),
  };
}

/** Whether two drafts say the same. */
export function sameDraft(one: DraftFields, other: DraftFields): boolean {
  return fieldsOf(one, other).every((field) => same(one[field], other[field]));
}

const fieldsOf = (...drafts: DraftFields[]): Field[] => [
  ...new Set(drafts.flatMap((draft) => Object.keys(draft) as Field[])),
];

/** Nothing, and what is empty, are the same. */
function same(one: DraftFields[Field], other: DraftFields[Field]): boolean {
  const text = (value: DraftFields[Field]) =>
    canonicalJson(value === undefined || value === '' || isBare(value) ? null : value);
  return text(one) === text(other);
}

const isBare = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const linesOfDraft = ({ title, body }: DraftFields): string[] => [title, ...linesOf(body)];

/** How many signs, blanks aside, the words have that stand more often in one text than in the other. */
function signsMore(one: readonly string[], other: readonly string[]): number {
  const [mine, theirs] = [countOf(one), countOf(other)];
  const partsOf = isMuch(mine, theirs) ? signsOf : wordsOf;
  // Lines that stayed are not divided: most do.
  const left = countOf(linesMore(theirs, mine).flatMap(partsOf));
  let signs = 0;
  for (const [part, times] of countOf(linesMore(mine, theirs).flatMap(partsOf)))
    signs += Math.max(0, times - (left.get(part) ?? 0)) * Array.from(part).length;
  return signs;
}

/** Dividing a book into words would keep everybody waiting. */
const MUCH = 20_000;

const isMuch = (mine: Map<string, number>, theirs: Map<string, number>): boolean =>
  [...linesMore(mine, theirs), ...linesMore(theirs, mine)].reduce((sum, { length }) => sum + length, 0) >
  MUCH;

/** The lines that stand more often in one text than in the other, as often as they do. */
const linesMore = (lines: Map<string, number>, than: Map<string, number>): string[] =>
  [...lines].flatMap(([line, times]) =>
    Array.from({ length: Math.max(0, times - (than.get(line) ?? 0)) }, () => line),
  );

function countOf(items: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const item of items) counted.set(item, (counted.get(item) ?? 0) + 1);
  return counted;
}

const isSign = (part: string): boolean => part.trim() !== '';
const signsOf = (line: string): string[] => Array.from(line).filter(isSign);
const wordsOf = (line: string): string[] =>
  Array.from(words.segment(line), ({ segment }) => segment).filter(isSign);
