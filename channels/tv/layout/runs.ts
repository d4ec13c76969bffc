import type { ElementContent, RootContent } from 'hast';
import { runsText, type Run, type Runs } from '../../../src/contract/slide/document.js';

type Node = RootContent | ElementContent;

const tableTo = (signs: string): ReadonlyMap<string, string> =>
  new Map(Array.from('0123456789+-()', (character, index) => [character, signs.charAt(index)]));
const raised = tableTo('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾');
const lowered = tableTo('₀₁₂₃₄₅₆₇₈₉₊₋₍₎');
const lineEnders = new Set('p div li dt dd blockquote pre h1 h2 h3 h4 h5 h6 tr'.split(' '));
const unread = new Set(['script', 'style', 'template', 'noscript', 'title']);

/** The text of inline nodes with what is strong in it; a line break within the paragraph is `\n`. */
export function runsOf(nodes: readonly Node[]): Run[] {
  const pieces: Run[] = [];
  collect(nodes, false, pieces);
  return tidy(pieces);
}

/** True when there is something to read. */
export const hasText = (runs: Runs): boolean => runsText(runs).trim() !== '';

function collect(nodes: readonly Node[], strong: boolean, pieces: Run[]): void {
  const add = (text: string): void => {
    if (text !== '') pieces.push(strong ? { text, strong: true } : { text });
  };
  for (const node of nodes) {
    if (node.type === 'text') add(withoutSourceBreaks(node.value));
    if (node.type !== 'element' || unread.has(node.tagName)) continue;
    const { tagName, children } = node;
    if (tagName === 'br') add('\n');
    else if (tagName === 'sup' || tagName === 'sub')
      add(shifted(runsText(runsOf(children)), tagName === 'sup' ? raised : lowered));
    else {
      if (lineEnders.has(tagName) && pieces.length > 0) add('\n');
      collect(children, strong || ['strong', 'b', 'th'].includes(tagName), pieces);
    }
  }
}

const HAN = '\\u2E80-\\u9FFF\\uF900-\\uFAFF\\uFF00-\\uFF60\\u3000-\\u303F';
const sourceBreak = new RegExp(`(?<=[${HAN}])[\\t ]*[\\n\\r\\f]\\s*(?=[${HAN}])`, 'g');

/** A line break of the source is white space that Chinese text does not want; a space that somebody typed stays. */
const withoutSourceBreaks = (text: string): string =>
  text.replace(sourceBreak, '').replace(/[\t\n\r\f ]+/g, ' ');

/** As small signs above or below the line, when there is one for each character. */
function shifted(text: string, by: ReadonlyMap<string, string>): string {
  const signs = Array.from(text, (character) => by.get(character));
  return signs.includes(undefined) ? text : signs.join('');
}

/** No white space at a line's ends, equal neighbours in one run. */
function tidy(pieces: Run[]): Run[] {
  const out: Run[] = [];
  let last = '\n';
  for (const { text, strong } of pieces) {
    let kept = '';
    for (const character of text) {
      const isBlank = character.trim() === '';
      if (isBlank && (last === '\n' || (last.trim() === '' && character !== '\n'))) continue;
      kept += character;
      last = character;
    }
    const run = out.at(-1);
    if (kept === '') continue;
    if (run && (run.strong ?? false) === (strong ?? false)) run.text += kept;
    else out.push(strong ? { text: kept, strong } : { text: kept });
  }
  return withoutEnd(out);
}

function withoutEnd(runs: Run[]): Run[] {
  const last = runs.at(-1);
  if (!last) return runs;
  const text = last.text.trimEnd();
  const before = runs.slice(0, -1);
  return text === '' ? withoutEnd(before) : [...before, { ...last, text }];
}
