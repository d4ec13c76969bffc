import type { LocalizedText } from '../../contract/values.js';
import { refuseFile } from '../refuse.js';
import { cellName, cellNumber, SheetListener } from './sheet-listener.js';
import { embeddedIn, openOffice, partsLike, readProperties, relationsOf } from './office.js';
import { firstWords, spoken, Story, type Reading, type Trait } from './reading.js';
import { drawnText } from './drawing.js';
import { hasElement, walkXml } from './xml.js';
import type { Zip } from './zip.js';

interface Sheet {
  name: string;
  part: string;
  isHidden: boolean;
}

/**
 * Reads an .xlsx: every sheet's cells with what is hidden in it, comments, drawings, and what it carries along.
 * @throws HubError with `facts.reason` for what is damaged, protected or too large
 */
export async function readXlsx(content: Uint8Array): Promise<Reading> {
  const zip = await openOffice(content);
  const [book] = partsLike(zip, /^xl\/workbook\d*\.xml$/);
  if (book === undefined) throw refuseFile('damaged');
  const strings = sharedStrings(zip);
  const sheets = sheetsOf(zip, book).map((sheet) => readSheet(zip, sheet, strings));
  const properties = readProperties(zip);
  return {
    stories: spoken([...sheets.flatMap(({ stories }) => stories), properties.story]),
    traits: [
      ...sheets.flatMap(({ traits }) => traits),
      ...properties.traits,
      ...embeddedIn(zip),
      ...outsideData(zip),
      ...lockOf(zip, book),
    ],
  };
}

function sheetsOf(zip: Zip, book: string): Sheet[] {
  const relations = relationsOf(zip, book);
  const found: Sheet[] = [];
  walkXml(zip.bytes(book) ?? new Uint8Array(), {
    open(tag) {
      if (tag.name !== 'sheet') return;
      const part = relations.get(tag.relation ?? '')?.target;
      if (part === undefined || !zip.names.has(part)) throw refuseFile('damaged');
      const isHidden = /^(?:hidden|veryHidden)$/.test(tag.get('state') ?? '');
      found.push({ name: tag.get('name') ?? '', part, isHidden });
    },
  });
  return found;
}

/** Strings that cells share; what tells how to pronounce them is left out. */
function sharedStrings(zip: Zip): string[] {
  const found: string[] = [];
  const bytes = zip.bytes('xl/sharedStrings.xml');
  if (!bytes) return found;
  const path: string[] = [];
  let text = '';
  walkXml(bytes, {
    open({ name }) {
      path.push(name);
      if (name === 'si') text = '';
    },
    text(more) {
      if (path.at(-1) === 't' && !path.includes('rPh')) text += more;
    },
    close(name) {
      path.pop();
      if (name === 'si') found.push(text);
    },
  });
  return found;
}

function readSheet(zip: Zip, { name, part, isHidden }: Sheet, strings: readonly string[]): Reading {
  const listener = new SheetListener(name, isHidden, strings);
  walkXml(zip.bytes(part) ?? new Uint8Array(), listener);
  const { seen, unseen } = listener;
  const traits: Trait[] = [];
  const piece: LocalizedText = { zh: `工作表“${name}”`, en: `Sheet “${name}”` };
  if (isHidden && unseen.text().trim() !== '')
    traits.push({ kind: 'hidden-sheet', count: 1, text: firstWords(unseen.text()), piece });
  else if (unseen.text().trim() !== '')
    traits.push({
      kind: 'hidden-cells',
      count: listener.hiddenCells,
      text: firstWords(unseen.text()),
      piece,
    });
  const comments = commentsOf(zip, name, part);
  if (comments.length > 0)
    traits.push({ kind: 'comments', count: 1, text: firstWords(comments.text()), piece });
  const drawings = drawingsOf(zip, name, part, isHidden);
  return { stories: [seen, unseen, comments, drawings], traits };
}

/** A sheet's comments, of the old kind and of the new one in threads. */
function commentsOf(zip: Zip, sheet: string, part: string): Story {
  const story = new Story(
    (cell) => ({ zh: `“${sheet}”${cellName(cell)} 的批注`, en: `Comment at “${sheet}” ${cellName(cell)}` }),
    true,
  );
  for (const { target, type } of relationsOf(zip, part).values()) {
    const bytes = /\/(?:comments|threadedComment)$/.test(type) ? zip.bytes(target) : undefined;
    let isText = false;
    if (bytes)
      walkXml(bytes, {
        open(tag) {
          const ref = tag.get('ref');
          if (/^(?:comment|threadedComment)$/.test(tag.name) && ref !== undefined) story.at(cellNumber(ref));
          isText = tag.name === 't' || tag.name === 'text';
        },
        text(text) {
          if (isText) story.write(text);
        },
        close(name) {
          isText = false;
          if (/^(?:comment|threadedComment)$/.test(name)) story.write('\n');
        },
      });
  }
  return story;
}

function drawingsOf(zip: Zip, sheet: string, part: string, isHidden: boolean): Story {
  const story = new Story(() => ({ zh: `“${sheet}”里的图形`, en: `A drawing in “${sheet}”` }), isHidden);
  for (const { target, type } of relationsOf(zip, part).values())
    if (/\/drawing$/.test(type)) drawnText(zip.bytes(target), story);
  return story;
}

/** Copies of data from elsewhere: a pivot table keeps all the rows that it was made from. */
function outsideData({ names }: Zip): Trait[] {
  const kept = [...names].filter((name) =>
    /^xl\/(?:pivotCache\/pivotCacheRecords|externalLinks\/externalLink)\d*\.xml$/.test(name),
  );
  return kept.length === 0
    ? []
    : [
        {
          kind: 'outside-data',
          count: kept.length,
          text: firstWords(kept.map((name) => name.slice(3)).join('、')),
        },
      ];
}

function lockOf(zip: Zip, book: string): Trait[] {
  const isLocked = hasElement(zip.bytes(book), ({ name }) =>
    /^(?:workbookProtection|fileSharing)$/.test(name),
  );
  return isLocked ? [{ kind: 'protected', count: 1, text: 'workbookProtection' }] : [];
}
