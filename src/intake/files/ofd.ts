import { hasText } from '../fixed/fixed.js';
import { pageLines } from '../fixed/lines.js';
import { openOfd } from '../fixed/ofd.js';
import { leavesOf, splitPath } from './office.js';
import { always, firstWords, pageName, spoken, Story, traitOf, type Reading } from './reading.js';

/**
 * Reads an .ofd: its pages' text, annotations, properties, and what it carries along.
 * @throws HubError with `facts.reason` for what is damaged, encrypted or too large
 */
export async function readOfd(content: Uint8Array): Promise<Reading> {
  const { zip, document, author } = await openOfd(content);
  const story = new Story(pageName('', ''), false, false);
  const silent: number[] = [];
  document.pages.forEach((page, at) => {
    story.at(at + 1);
    for (const { text } of pageLines(page)) story.write(`${text}\n`);
    if (!hasText(page)) silent.push(at + 1);
  });
  const parts = (pattern: RegExp): [string, string][] =>
    [...zip.names].filter((name) => pattern.test(name)).flatMap((name) => leavesOf(zip.bytes(name)));
  const notes = new Story(always('批注', 'Annotations'), true, false);
  const remarks = parts(/annot[^/]*\.xml$/i).filter(([name]) => name === 'Remark' || name === 'TextCode');
  for (const [, text] of remarks) notes.write(`${text}\n`);
  const properties = new Story(always('文件属性', 'The file’s properties'), true, false);
  properties.write(document.property ?? '');
  const carried = parts(/attachments?\.xml$/i).filter(([name]) => name === 'FileLoc');
  return {
    stories: spoken([story, notes, properties]),
    traits: [
      ...traitOf('comments', remarks.length, firstWords(notes.text())),
      ...traitOf('no-text', silent.length, silent.slice(0, 20).join('、')),
      ...traitOf('author-metadata', author === '' ? 0 : 1, author),
      ...traitOf('embedded-file', carried.length, carried.map(([, path]) => splitPath(path)[1]).join('、')),
    ],
  };
}
