import type { MarkedText } from '../../contract/api.js';
import { fold } from './fold.js';
import type { Term } from './words.js';

interface Span {
  from: number;
  to: number;
  term: number;
}

/** Of a passage, in UTF-16 units: how much stands before its first hit, and how long it is at most. */
const passage = { before: 24, length: 84 };

const startsWithWord = /^[\p{Script=Latin}\p{Nd}]/u;
const endsWithWord = /[\p{Script=Latin}\p{Nd}]$/u;

/** Where the terms stand in a text, in its own places, in order; hits that touch or overlap stay apart. */
function hits(original: string, terms: readonly Term[]): Span[] {
  const { text, from, to } = fold(original);
  const spans: Span[] = [];
  for (const [term, { text: wanted, proven }] of terms.entries()) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      // A word of letters is found by its beginning, so that only there it is shown.
      if (proven && startsWithWord.test(wanted) && endsWithWord.test(text.slice(Math.max(0, at - 2), at)))
        continue;
      spans.push({ from: from[at] ?? 0, to: to[at + wanted.length - 1] ?? original.length, term });
    }
  }
  return spans.sort((a, b) => a.from - b.from || b.to - a.to);
}

/** The text in parts, hits apart from what is none; together they are the text. None when it has no hit. */
export function markAll(text: string, terms: readonly Term[]): MarkedText | undefined {
  const original = text.normalize('NFC');
  const found = hits(original, terms);
  return found.length === 0 ? undefined : cut(original, found, 0, original.length);
}

/**
 * The part of a text in which most of the terms stand, the earliest of them, with `…` where it was cut. None when the text
 * has no hit.
 */
export function markPassage(text: string, terms: readonly Term[]): MarkedText | undefined {
  const original = text.replace(/\s+/gu, ' ').trim().normalize('NFC');
  const found = hits(original, terms);
  const best = densest(found);
  if (!best) return undefined;
  const begin = best.from <= passage.before ? 0 : signStart(original, best.from - passage.before);
  const end = signStart(original, Math.max(begin + passage.length, best.to));
  const parts = cut(original, found, begin, end);
  if (begin > 0) parts.unshift({ text: '…', hit: false });
  if (end < original.length) parts.push({ text: '…', hit: false });
  return parts;
}

/** The hit from which on a passage holds most different terms. */
function densest(found: readonly Span[]): Span | undefined {
  let best: Span | undefined;
  let most = 0;
  let end = 0;
  const inside = new Map<number, number>();
  for (const [n, first] of found.entries()) {
    const reach = first.from + passage.length - passage.before;
    for (; end < found.length; end += 1) {
      const span = found[end];
      if (!span || (span.to > reach && end > n)) break;
      inside.set(span.term, (inside.get(span.term) ?? 0) + 1);
    }
    if (inside.size > most) [most, best] = [inside.size, first];
    const left = (inside.get(first.term) ?? 0) - 1;
    if (left > 0) inside.set(first.term, left);
    else inside.delete(first.term);
  }
  return best;
}

/** Never in the middle of a surrogate pair. */
function signStart(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : Math.min(at, text.length);
}

function cut(text: string, found: readonly Span[], begin: number, end: number): MarkedText {
  const parts: MarkedText = [];
  let at = begin;
  const add = (to: number, hit: boolean): void => {
    if (to <= at) return;
    const last = parts.at(-1);
    if (last?.hit === hit) last.text += text.slice(at, to);
    else parts.push({ text: text.slice(at, to), hit });
    at = to;
  };
  for (const { from, to } of found) {
    if (to <= begin || from >= end) continue;
    add(Math.min(from, end), false);
    add(Math.min(to, end), true);
  }
  add(end, false);
  return parts;
}
