import { refuseFile } from '../refuse.js';
import { screen, type OfficeRules } from '../screening/screen.js';
import { isOfficeFile } from './cleanable.js';
import type { Cleaned } from './clean.js';
import { openOffice } from './office.js';
import { packed } from './pack.js';
import { changeNumbers, changeText, type Change, type FindChanges } from './text-edit.js';

/** Parts with text that readers or those who look behind it can see, and what is read as one text in them. */
const parts: readonly (readonly [pattern: RegExp, blocks: ReadonlySet<string>])[] = [
  [/^word\/(?:document\d*|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/, new Set(['p'])],
  [/^xl\/sharedStrings\.xml$/, new Set(['si'])],
  [/^xl\/worksheets\/[^/]+\.xml$/, new Set(['is'])],
  [/^xl\/comments\w*\.xml$/, new Set(['comment'])],
  [/^(?:xl\/drawings|ppt\/slides|ppt\/notesSlides|ppt\/comments)\/[^/]+\.xml$/, new Set(['p'])],
];
const sheet = /^xl\/worksheets\/[^/]+\.xml$/;

/**
 * A copy in which what one rule finds stands as the rule says that it may: numbers with stars, wrong expressions as
 * what is meant. Everything else stays. @throws HubError `unsupported_file` for kinds other than .docx, .xlsx and .pptx,
 * for a number that a formula would bring back, and where there is nothing that can be changed
 */
export async function maskFile(
  mediaType: string,
  content: Uint8Array,
  rule: string,
  office: OfficeRules,
): Promise<Cleaned> {
  if (!isOfficeFile(mediaType)) throw refuseFile('not_cleanable');
  const zip = await openOffice(content, () => true);
  const find = finderOf(rule, office);
  const copy: Record<string, Uint8Array> = {};
  let masked = 0;
  for (const name of zip.names) {
    const bytes = zip.bytes(name) ?? new Uint8Array();
    const blocks = parts.find(([pattern]) => pattern.test(name))?.[1];
    if (!blocks) {
      copy[name] = bytes;
      continue;
    }
    const { xml, count } = maskPart(name, bytes.toString('utf8'), blocks, find);
    masked += count;
    copy[name] = count === 0 ? bytes : new TextEncoder().encode(xml);
  }
  if (masked === 0) throw refuseFile('not_cleanable');
  return { content: packed(copy), removed: { masked } };
}

function maskPart(
  name: string,
  xml: string,
  blocks: ReadonlySet<string>,
  find: FindChanges,
): { xml: string; count: number } {
  const texts = changeText(xml, blocks, find);
  if (!sheet.test(name)) return texts;
  const numbers = changeNumbers(texts.xml, find);
  if (numbers.formulas > 0) throw refuseFile('not_cleanable');
  return { xml: numbers.xml, count: texts.count + numbers.count };
}

/** What the rule would have instead, in a text that is written in one block. */
const finderOf =
  (rule: string, office: OfficeRules): FindChanges =>
  (text): Change[] =>
    screen([{ place: { part: 'file' }, text }], office).flatMap((found) =>
      found.rule === rule && found.instead !== undefined
        ? [{ from: found.from, to: found.to, instead: found.instead }]
        : [],
    );
