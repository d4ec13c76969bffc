import { diffChars } from 'diff';
import { textLines } from './body.js';
import type { PortalDocument } from './document.js';
import { normalise } from './normalise.js';
import type { Page } from './page.js';

/** Characters that have to stand together on the page to count as found. */
const GRAM = 8;
/** A block longer than this is compared as a whole, without naming each changed character. */
const DIFF_LIMIT = 4_000;
/** Numbers and negations: a change of one of these changes what the text says. */
const MATERIAL = /[\p{N}不未无非禁勿没莫否]/u;

/** How a page's text stands to the approved one. */
export interface Comparison {
  /** The approved title stands on the page as a title. */
  title: boolean;
  /** The part of the approved text's characters that stand on the page in their context, 0 to 1. */
  coverage: number;
  /** Characters that were changed, left out or put in, as a part of the approved text. */
  changed: number;
  /** Passages of the approved text that differ there, the first few. */
  differences: Difference[];
  /** A number or a negation differs. */
  material: boolean;
}
export interface Difference {
  approved: string;
  /** What stands there instead; missing when nothing like it does. */
  there?: string | undefined;
}

/** The parts of a document that a page is compared with. */
export type Approved = Pick<PortalDocument, 'title' | 'html' | 'facts'>;

/** Compares words, not typography: see `normalise`. The page may say more around the article. */
export function compare({ title, html, facts }: Approved, page: Page): Comparison {
  const wanted = normalise(title);
  const blocks = textLines(html)
    .map(normalise)
    .filter((block) => block !== '');
  const summary = facts.find(({ name }) => name === 'summary')?.value ?? '';
  const there = normalise(withoutSummary(page.lines, normalise(summary), blocks).join('\n'));
  const grams = gramsOf(there);
  const found = blockCoverage(blocks, there, grams);
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const changes = found.flatMap(({ block, exact }) => (exact ? [] : [changeOf(block, there, grams)]));
  const covered = found.reduce((sum, block) => sum + block.covered, 0);
  const added = changes.reduce((sum, change) => sum + change.added, 0);
  const coverage = length === 0 ? 1 : covered / length;
  return {
    title: page.titles.some((one) => isTitle(normalise(one), wanted)),
    coverage,
    changed: length === 0 ? 0 : 1 - coverage + added / length,
    differences: changes.slice(0, 5).map((change) => change.difference),
    material: changes.some((change) => change.material),
  };
}

/**
 * Portals show the summary above the article. It repeats the article's beginning, and what was changed in the article
 * would be found there.
 */
function withoutSummary(lines: string[], summary: string, blocks: string[]): string[] {
  if (summary === '') return lines;
  const isSummary = (line: string): boolean => {
    const text = normalise(line);
    return text.endsWith(summary) && text.length <= summary.length + 10;
  };
  // An article of one short paragraph is its own summary; then only a repetition is one.
  const isAlsoText = blocks.some((block) => block === summary);
  const first = lines.findIndex(isSummary);
  if (first === -1 || (isAlsoText && lines.filter(isSummary).length < 2)) return lines;
  return isAlsoText ? lines.toSpliced(first, 1) : lines.filter((line) => !isSummary(line));
}

/** A browser's title goes on with the site's name; a heading may carry a mark before it. */
const isTitle = (one: string, wanted: string): boolean =>
  one === wanted || (one.includes(wanted) && one.length <= wanted.length + 60);

interface Found {
  block: string;
  /** Stands there word for word. */
  exact: boolean;
  /** Characters that stand there within a passage of GRAM characters. */
  covered: number;
}

function blockCoverage(blocks: string[], there: string, grams: ReadonlySet<string>): Found[] {
  const whole = blocks.join('');
  const marks = coveredMarks(whole, grams);
  let at = 0;
  return blocks.map((block) => {
    const start = at;
    at += block.length;
    const exact = there.includes(block);
    const covered = exact ? block.length : marks.subarray(start, at).reduce((sum, mark) => sum + mark, 0);
    return { block, exact, covered };
  });
}

function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (let at = 0; at + GRAM <= text.length; at += 1) grams.add(text.slice(at, at + GRAM));
  return grams;
}

/** 1 for each character that lies in a passage of the page. */
function coveredMarks(text: string, grams: ReadonlySet<string>): Uint8Array {
  const marks = new Uint8Array(text.length);
  for (let at = 0; at + GRAM <= text.length; at += 1)
    if (grams.has(text.slice(at, at + GRAM))) marks.fill(1, at, at + GRAM);
  return marks;
}

interface Change {
  difference: Difference;
  added: number;
  material: boolean;
}

/** What became of a block that does not stand there word for word. */
function changeOf(block: string, there: string, grams: ReadonlySet<string>): Change {
  const passage = passageOf(block, there, grams);
  if (passage === undefined)
    return { difference: { approved: block }, added: 0, material: MATERIAL.test(block) };
  const parts = trimEnds(diffChars(block, passage));
  const text = (pick: (part: Part) => boolean): string =>
    parts
      .filter(pick)
      .map(({ value }) => value)
      .join('');
  const added = text((part) => part.added);
  return {
    difference: { approved: block, there: text((part) => !part.removed) },
    added: added.length,
    material: MATERIAL.test(added) || MATERIAL.test(text((part) => part.removed)),
  };
}

/** The page's text between the first and the last piece of the block that it has, stretched to the block's length. */
function passageOf(block: string, there: string, grams: ReadonlySet<string>): string | undefined {
  if (block.length > DIFF_LIMIT) return undefined;
  const starts = Array.from({ length: Math.max(0, block.length - GRAM + 1) }, (_, at) => at);
  const first = starts.find((at) => grams.has(block.slice(at, at + GRAM)));
  const last = starts.findLast((at) => grams.has(block.slice(at, at + GRAM)));
  if (first === undefined || last === undefined) return undefined;
  const from = there.indexOf(block.slice(first, first + GRAM));
  const to = there.indexOf(block.slice(last, last + GRAM), from) + GRAM;
  if (to < from + GRAM || to - from > 2 * block.length) return undefined;
  return there.slice(Math.max(0, from - first), to + (block.length - last - GRAM));
}

interface Part {
  value: string;
  added: boolean;
  removed: boolean;
}

/** What comes before or after the block on the page does not belong to it. */
function trimEnds(parts: Part[]): Part[] {
  const from = parts.findIndex((part) => !part.added);
  const to = parts.findLastIndex((part) => !part.added);
  return parts.slice(from, to + 1);
}
