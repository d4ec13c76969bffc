import { refuseFile } from '../refuse.js';
import { embeddedIn, openOffice, partsLike, readProperties } from './office.js';
import { firstWords, spoken, Story, type Reading, type Trait } from './reading.js';
import { readWordComments } from './word-comments.js';
import { WordListener } from './word-listener.js';
import { hasElement, walkXml } from './xml.js';
import type { Zip } from './zip.js';

/** The parts that carry text, and what people call them. */
const margins: readonly (readonly [pattern: RegExp, zh: string, en: string])[] = [
  [/^word\/header\d*\.xml$/, '页眉', 'Header'],
  [/^word\/footer\d*\.xml$/, '页脚', 'Footer'],
  [/^word\/footnotes\.xml$/, '脚注', 'Footnotes'],
  [/^word\/endnotes\.xml$/, '尾注', 'Endnotes'],
];

/**
 * Reads a .docx: its text with margins, notes and text boxes, what is hidden or struck out in it, and what it carries
 * along. @throws HubError with `facts.reason` for what is damaged, protected or too large
 */
export async function readDocx(content: Uint8Array): Promise<Reading> {
  const zip = await openOffice(content);
  const mains = partsLike(zip, /^word\/document\d*\.xml$/);
  if (mains.length === 0) throw refuseFile('damaged');
  const hiddenStyles = stylesThatHide(zip);
  const listeners = [
    ...mains.map((part) => listen(zip, part, hiddenStyles)),
    ...margins.flatMap(([pattern, zh, en]) =>
      partsLike(zip, pattern).map((part) => listen(zip, part, hiddenStyles, { zh, en })),
    ),
  ];
  const comments = readWordComments(zip);
  const properties = readProperties(zip);
  return {
    stories: spoken([
      ...listeners.flatMap(({ seen, unseen, removed }) => [seen, unseen, removed]),
      comments.story,
      properties.story,
    ]),
    traits: [
      ...changesOf(listeners),
      ...comments.traits,
      ...hiddenOf(listeners),
      ...properties.traits,
      ...embeddedIn(zip),
      ...protectionOf(zip),
    ],
  };
}

function listen(
  zip: Zip,
  part: string,
  hiddenStyles: ReadonlySet<string>,
  margin?: { zh: string; en: string },
): WordListener {
  const listener = new WordListener(hiddenStyles, margin);
  walkXml(zip.bytes(part) ?? new Uint8Array(), listener);
  return listener;
}

function changesOf(listeners: readonly WordListener[]): Trait[] {
  const count = listeners.reduce((sum, { changes }) => sum + changes, 0);
  if (count === 0) return [];
  const words = listeners.map(({ removed, added }) => `${removed.text()} ${added.text()}`).join(' ');
  return [{ kind: 'tracked-changes', count, text: firstWords(words) }];
}

function hiddenOf(listeners: readonly WordListener[]): Trait[] {
  const hidden = listeners.filter(({ unseen }) => unseen.text().trim() !== '');
  if (hidden.length === 0) return [];
  const count = hidden.reduce((sum, { unseen }) => sum + linesOf(unseen), 0);
  const [first] = hidden;
  const text = first?.unseen.text() ?? '';
  return [
    {
      kind: 'hidden-text',
      count,
      text: firstWords(text),
      piece: first?.unseen.where(text.length - text.trimStart().length),
    },
  ];
}

const linesOf = (story: Story): number =>
  story
    .text()
    .split('\n')
    .filter((line) => line.trim() !== '').length;

/** Styles, by their ids, whose text is not shown. */
function stylesThatHide(zip: Zip): Set<string> {
  const found = new Set<string>();
  const bytes = zip.bytes('word/styles.xml');
  let style: string | undefined;
  if (bytes)
    walkXml(bytes, {
      open(tag) {
        if (tag.name === 'style') style = tag.get('styleId');
        const off = /^(?:0|false|off)$/.test(tag.get('val') ?? '');
        if (tag.name === 'vanish' && !off && style !== undefined) found.add(style);
      },
      close(name) {
        if (name === 'style') style = undefined;
      },
    });
  return found;
}

function protectionOf(zip: Zip): Trait[] {
  const isProtected = hasElement(
    zip.bytes('word/settings.xml'),
    (tag) => tag.name === 'documentProtection' && /^(?:1|true|on)$/.test(tag.get('enforcement') ?? ''),
  );
  return isProtected ? [{ kind: 'protected', count: 1, text: 'documentProtection' }] : [];
}
