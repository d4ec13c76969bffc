import type { HandoffPartView } from '../../../../src/contract/api/tasks.js';

/** Texts up to this many characters on one line stand as lines of one card, as the fields of the other side's form do. */
const LINE = 60;

/** One card: a thing of its own, or several short texts. */
export type Card = { kind: 'one'; part: HandoffPartView } | { kind: 'lines'; parts: TextPart[] };
export type TextPart = Extract<HandoffPartView, { kind: 'text' }>;

const isLine = (part: HandoffPartView): part is TextPart =>
  part.kind === 'text' && Array.from(part.text).length <= LINE && !part.text.includes('\n');

/** The parts in their order, neighbouring short texts together. */
export function inCards(parts: readonly HandoffPartView[]): Card[] {
  const cards: Card[] = [];
  for (const part of parts) {
    const last = cards.at(-1);
    if (!isLine(part)) cards.push({ kind: 'one', part });
    else if (last?.kind === 'lines') last.parts.push(part);
    else cards.push({ kind: 'lines', parts: [part] });
  }
  return cards;
}
