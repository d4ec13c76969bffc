import { attributeOf, markupOf } from './markup.js';

/** What is to stand in the place of a piece of a text. */
export interface Change {
  from: number;
  to: number;
  instead: string;
}
export type FindChanges = (text: string) => readonly Change[];

/** A piece of the XML and what it becomes. */
interface Edit {
  at: number;
  end: number;
  xml: string;
}

/** The signs of a text, and for each UTF-16 unit from where to where it is written in the XML. */
interface Written {
  text: string;
  at: number[];
  until: number[];
}

/**
 * Changes text that is written in `t` elements, as Word, sheets and slides write it: what stands in one block (a
 * paragraph, a cell's string) is read as one text, in however many pieces it is written. Everything else stays.
 */
export function changeText(
  xml: string,
  blocks: ReadonlySet<string>,
  find: FindChanges,
): { xml: string; count: number } {
  const edits: Edit[] = [];
  let count = 0;
  for (const block of blocksOf(xml, blocks)) {
    const changes = block.text === '' ? [] : find(block.text);
    count += changes.length;
    for (const change of changes) edits.push(...editsOf(block, change));
  }
  return { xml: edited(xml, edits), count };
}

/** The text of each block; blocks within blocks, as text boxes have them, stand by themselves. */
function blocksOf(xml: string, blocks: ReadonlySet<string>): Written[] {
  const found: Written[] = [];
  const open: Written[] = [];
  let textFrom = -1;
  for (const { at, end, kind, name } of markupOf(xml)) {
    if (textFrom >= 0) readInto(open.at(-1), xml, textFrom, at);
    textFrom = kind === 'open' && (name === 't' || name === 'delText') ? end : -1;
    if (!blocks.has(name)) continue;
    if (kind === 'open') {
      const block = { text: '', at: [], until: [] };
      open.push(block);
      found.push(block);
    } else if (kind === 'close') open.pop();
  }
  return found;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function readInto(block: Written | undefined, xml: string, from: number, to: number): void {
  if (!block) return;
  for (const match of xml.slice(from, to).matchAll(/&(#x[0-9a-fA-F]+|#\d+|\w+);|[^]/g)) {
    const text = match[1] === undefined ? match[0] : signOf(match[1]);
    block.text += text;
    for (let unit = 0; unit < text.length; unit += 1) {
      block.at.push(from + match.index);
      block.until.push(from + match.index + match[0].length);
    }
  }
}

function signOf(entity: string): string {
  const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(entity) ?? [];
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return entities[entity] ?? (point <= 0x10ffff ? String.fromCodePoint(point) : '');
}

/** What is meant stands where the first of its pieces stood; from the others the words go. */
function editsOf({ at, until }: Written, { from, to, instead }: Change): Edit[] {
  const edits: Edit[] = [];
  for (let unit = from; unit < to; unit += 1) {
    const [begin, end] = [at[unit] ?? 0, until[unit] ?? 0];
    const last = edits.at(-1);
    if (last && begin <= last.end) last.end = Math.max(last.end, end);
    else edits.push({ at: begin, end, xml: edits.length === 0 ? escaped(instead) : '' });
  }
  return edits;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (sign) => signs[sign] ?? sign);

function edited(xml: string, edits: readonly Edit[]): string {
  const kept: string[] = [];
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.at - b.at)) {
    kept.push(xml.slice(from, edit.at), edit.xml);
    from = edit.end;
  }
  kept.push(xml.slice(from));
  return kept.join('');
}

/** A sheet's cells that hold a number: what is found in one becomes a text of its own. */
export function changeNumbers(
  xml: string,
  find: FindChanges,
): { xml: string; count: number; formulas: number } {
  const edits: Edit[] = [];
  let [count, formulas, valueFrom] = [0, 0, -1];
  let cell = { at: 0, tag: '', value: '', hasFormula: false };
  for (const { at, end, kind, name, text } of markupOf(xml)) {
    if (valueFrom >= 0) cell.value = xml.slice(valueFrom, at);
    valueFrom = kind === 'open' && name === 'v' ? end : -1;
    if (name === 'c' && kind === 'open') cell = { at, tag: text, value: '', hasFormula: false };
    if (name === 'f' && kind !== 'close') cell.hasFormula = true;
    if (name !== 'c' || kind !== 'close' || !/^(?:n|str)$/.test(attributeOf(cell.tag, 't') ?? 'n')) continue;
    const changes = find(plainNumber(cell.value));
    if (changes.length === 0) continue;
    count += changes.length;
    if (cell.hasFormula) formulas += 1;
    edits.push({ at: cell.at, end, xml: textCell(cell.tag, changed(plainNumber(cell.value), changes)) });
  }
  return { xml: edited(xml, edits), count, formulas };
}

/** A telephone number may be kept as 1.38E10. */
export function plainNumber(value: string): string {
  const number = Number(value);
  return /^[\d.]+e\+?\d+$/i.test(value) && Number.isSafeInteger(number) ? String(number) : value;
}

function changed(text: string, changes: readonly Change[]): string {
  return [...changes]
    .sort((a, b) => b.from - a.from)
    .reduce((left, { from, to, instead }) => `${left.slice(0, from)}${instead}${left.slice(to)}`, text);
}

function textCell(tag: string, text: string): string {
  const kept = tag.replace(/\st\s*=\s*(?:"[^"]*"|'[^']*')/, '');
  const prefix = /^(?:\w+:)?/.exec(tag)?.[0] ?? '';
  return `<${kept} t="inlineStr"><${prefix}is><${prefix}t>${escaped(text)}</${prefix}t></${prefix}is></${prefix}c>`;
}
