import type { ElementContent, RootContent } from 'hast';
import { runsText, type Run, type Runs } from '../../src/contract/slide/document.js';

type Node = RootContent | ElementContent;

const plain = '0123456789+-()';
const tableTo = (signs: string): ReadonlyMap<string, string> =>
  new Map(Array.from(plain, (c, index) => [c, signs.charAt(index)]));
const raised = tableTo('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾');
const lowered = tableTo('₀₁₂₃₄₅₆₇₈₉₊₋₍₎');
/** As small signs above or below the line, when there is one for each character. */
function shifted(text: string, by: ReadonlyMap<string, string>): string {
  const signs = Array.from(text, (c) => by.get(c));
  return signs.includes(undefined) ? text : signs.join('');
}

/** Elements within which a new one begins a new line of the same paragraph or cell. */
const lineEnders = new Set([
  'p',
  'div',
  'li',
  'dt',
  'dd',
  'blockquote',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'tr',
]);

/** The text of inline nodes with what is strong in it, white space as a browser would show it. */
export function runsOf(nodes: Node[]): Runs {
  const pieces: Run[] = [];
  collect(nodes, false, pieces);
  return tidy(pieces);
}

/** True when there is something to read. */
export const hasText = (runs: Runs): boolean => runsText(runs).trim() !== '';

function collect(nodes: Node[], strong: boolean, pieces: Run[]): void {
  const add = (text: string, keeps = strong): void => {
    if (text !== '') pieces.push(keeps ? { text, strong: true } : { text });
  };
  for (const node of nodes) {
    // A line break in the source is white space that Chinese text does not want; a space that somebody typed stays.
    if (node.type === 'text')
      add(node.value.replace(/[\t ]*[\n\r\f][\t\n\r\f ]*/g, SOFT).replace(/[\t ]+/g, ' '));
    if (node.type !== 'element') continue;
    const { tagName, children } = node;
    if (tagName === 'br') add('\n', false);
    else if (tagName === 'sup' || tagName === 'sub') {
      const inner = runsText(runsOf(children));
      add(shifted(inner, tagName === 'sup' ? raised : lowered));
    } else if (tagName !== 'img') {
      const isLine = lineEnders.has(tagName);
      if (isLine && pieces.length > 0) add('\n', false);
      collect(children, strong || tagName === 'strong' || tagName === 'b' || tagName === 'th', pieces);
    }
  }
}

const han = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F]/;
const SOFT = '\r';
const spaces: ReadonlySet<string> = new Set([' ', '\u3000', SOFT]);
const blank: ReadonlySet<string> = new Set([' ', '\u3000', '\n', SOFT]);

/** No white space at a line's ends, one space elsewhere; equal neighbours become one run. */
function tidy(pieces: Run[]): Runs {
  const out: { c: string; strong: boolean }[] = [];
  const last = (back = 1): string => out[out.length - back]?.c ?? '\n';
  const drop = (what: ReadonlySet<string>): void => {
    while (out.length > 0 && what.has(last())) out.pop();
  };
  for (const { text, strong } of pieces)
    for (const c of text) {
      if (c === '\n') drop(spaces);
      if (blank.has(c)) {
        if (!blank.has(last()) || (c === '\n' && last() !== '\n')) out.push({ c, strong: strong === true });
        continue;
      }
      if (last() === SOFT) endSoftBreak(out, c);
      out.push({ c, strong: strong === true });
    }
  drop(blank);
  return regrouped(out);
}

/** Between Han characters a line break of the source is nothing, elsewhere a space. */
function endSoftBreak(out: { c: string; strong: boolean }[], next: string): void {
  const soft = out.pop();
  const before = out[out.length - 1]?.c ?? '';
  if (soft && !(han.test(before) && han.test(next))) out.push({ c: ' ', strong: soft.strong });
}

function regrouped(characters: { c: string; strong: boolean }[]): Runs {
  const runs: Run[] = [];
  for (const { c, strong } of characters) {
    const run = runs[runs.length - 1];
    if (run && (run.strong ?? false) === strong) run.text += c;
    else runs.push(strong ? { text: c, strong: true } : { text: c });
  }
  return runs;
}
