import type { Element, ElementContent } from 'hast';
import type { Hash } from '../../contract/values.js';
import { ASSET_SCHEME } from '../../contract/values.js';
import { cleanText } from '../clean.js';

/** How a piece of text is marked; the same set written in any nesting is the same. */
export interface Marks {
  href?: string | undefined;
  strong?: boolean | undefined;
  em?: boolean | undefined;
  shift?: 'sup' | 'sub' | undefined;
}

export interface Picture {
  hash: Hash;
  alt: string;
  width?: number | undefined;
  height?: number | undefined;
}

/** A piece of a line: text or a picture. `break` ends a line. */
export type Run =
  | { is: 'text'; text: string; marks: Marks }
  | { is: 'picture'; picture: Picture; marks: Marks }
  | { is: 'break' };

/** One line's runs, trimmed and merged; never empty. */
export type Line = Exclude<Run, { is: 'break' }>[];

/**
 * Brings runs into their one form: white space collapsed, none (also no full-width spaces) at the ends of a line,
 * equal neighbours merged, an empty line as the end of a paragraph. Returns paragraphs of lines.
 */
export function toParagraphs(runs: readonly Run[]): Line[][] {
  const paragraphs: Line[][] = [];
  let open: Line[] = [];
  for (const line of splitLines(runs)) {
    const tidy = tidyLine(line);
    if (tidy.length > 0) open.push(tidy);
    else if (open.length > 0) {
      paragraphs.push(open);
      open = [];
    }
  }
  if (open.length > 0) paragraphs.push(open);
  return paragraphs;
}

function splitLines(runs: readonly Run[]): Line[] {
  const lines: Line[] = [[]];
  for (const run of runs) {
    if (run.is === 'break') lines.push([]);
    else lines.at(-1)?.push(run);
  }
  return lines;
}

function tidyLine(line: Line): Line {
  const collapsed: Line = [];
  let atStart = true;
  let afterSpace = false;
  for (const run of line) {
    if (run.is === 'picture') {
      collapsed.push(run);
      atStart = false;
      afterSpace = false;
      continue;
    }
    let text = cleanText(run.text).replace(/[ \t\n\v\f\r\u0085\u00a0\u2028\u2029]+/g, ' ');
    if (atStart) text = text.replace(/^[ \u3000]+/, '');
    else if (afterSpace) text = text.replace(/^ /, '');
    if (text === '') continue;
    atStart = false;
    afterSpace = text.endsWith(' ');
    collapsed.push({ ...run, text });
  }
  return merge(unlinkBlank(trimEnd(collapsed)));
}

function trimEnd(line: Line): Line {
  const rest = [...line];
  for (let last = rest.at(-1); last?.is === 'text'; last = rest.at(-1)) {
    const text = last.text.replace(/[ \u3000]+$/, '');
    if (text === last.text) break;
    rest.pop();
    if (text !== '') {
      rest.push({ ...last, text });
      break;
    }
  }
  return rest;
}

/** A link that shows nothing is none. */
function unlinkBlank(line: Line): Line {
  return groupBy(line, (run) => run.marks.href).flatMap(({ key, runs }) =>
    key === undefined || runs.some(shows)
      ? runs
      : runs.map((run) => ({ ...run, marks: { ...run.marks, href: undefined } })),
  );
}

function shows(run: Line[number]): boolean {
  return run.is === 'picture' || /[^\s\u3000]/.test(run.text);
}

function merge(line: Line): Line {
  const merged: Line = [];
  for (const run of line) {
    const last = merged.at(-1);
    if (last?.is === 'text' && run.is === 'text' && sameMarks(last.marks, run.marks)) last.text += run.text;
    else merged.push({ ...run });
  }
  return merged;
}

function sameMarks(a: Marks, b: Marks): boolean {
  return a.href === b.href && !a.strong === !b.strong && !a.em === !b.em && a.shift === b.shift;
}

/** The lines as HTML nodes, marks always nested in one order. */
export function renderLines(lines: readonly Line[]): ElementContent[] {
  return lines.flatMap((line, at) => [...(at > 0 ? [element('br')] : []), ...renderRuns(line, layers)]);
}

export function element(
  tagName: string,
  children: ElementContent[] = [],
  properties: Element['properties'] = {},
): Element {
  return { type: 'element', tagName, properties, children };
}

interface Layer {
  key: (marks: Marks) => string | undefined;
  wrap: (key: string, children: ElementContent[]) => Element;
}
const layers: readonly Layer[] = [
  { key: (marks) => marks.href, wrap: (href, children) => element('a', children, { href }) },
  { key: (marks) => (marks.strong ? 'strong' : undefined), wrap: element },
  { key: (marks) => (marks.em ? 'em' : undefined), wrap: element },
  { key: (marks) => marks.shift, wrap: element },
];

function renderRuns(line: Line, [layer, ...inner]: readonly Layer[]): ElementContent[] {
  if (!layer) return line.map(renderRun);
  return groupBy(line, (run) => layer.key(run.marks)).flatMap(({ key, runs }) => {
    const children = renderRuns(runs, inner);
    return key === undefined ? children : [layer.wrap(key, children)];
  });
}

/** Neighbours with the same key, together. */
function groupBy(
  line: Line,
  keyOf: (run: Line[number]) => string | undefined,
): { key: string | undefined; runs: Line }[] {
  const groups: { key: string | undefined; runs: Line }[] = [];
  for (const run of line) {
    const key = keyOf(run);
    const last = groups.at(-1);
    if (last && last.key === key) last.runs.push(run);
    else groups.push({ key, runs: [run] });
  }
  return groups;
}

function renderRun(run: Line[number]): ElementContent {
  if (run.is === 'text') return { type: 'text', value: run.text };
  const { hash, alt, width, height } = run.picture;
  return element('img', [], { src: `${ASSET_SCHEME}${hash}`, alt, width, height });
}
