import type { LocalizedText } from '../../contract/values.js';
import { refuseFile } from '../refuse.js';
import { drawnText } from './drawing.js';
import { embeddedIn, openOffice, partsLike, readProperties, relationsOf } from './office.js';
import { firstWords, spoken, Story, type Reading, type Trait } from './reading.js';
import { hasElement, walkXml } from './xml.js';
import type { Zip } from './zip.js';

/**
 * Reads a .pptx: its slides in their order, hidden ones, speakers' notes, comments, and what it carries along.
 * @throws HubError with `facts.reason` for what is damaged, protected or too large
 */
export async function readPptx(content: Uint8Array): Promise<Reading> {
  const zip = await openOffice(content);
  const [show] = partsLike(zip, /^ppt\/presentation\d*\.xml$/);
  if (show === undefined) throw refuseFile('damaged');
  const slides = slidesOf(zip, show).map((part, index) => readSlide(zip, part, index + 1));
  const properties = readProperties(zip);
  return {
    stories: spoken([...slides.flatMap(({ stories }) => stories), properties.story]),
    traits: [
      ...slides.flatMap(({ traits }) => traits),
      ...properties.traits,
      ...embeddedIn(zip),
      ...lockOf(zip, show),
    ],
  };
}

/** The slides' parts as they are shown. */
function slidesOf(zip: Zip, show: string): string[] {
  const relations = relationsOf(zip, show);
  const found: string[] = [];
  walkXml(zip.bytes(show) ?? new Uint8Array(), {
    open(tag) {
      if (tag.name !== 'sldId') return;
      const part = relations.get(tag.relation ?? '')?.target;
      if (part === undefined || !zip.names.has(part)) throw refuseFile('damaged');
      found.push(part);
    },
  });
  return found;
}

function readSlide(zip: Zip, part: string, number: number): Reading {
  const bytes = zip.bytes(part) ?? new Uint8Array();
  const isHidden = hidesItself(bytes);
  const place = (zh: string, en: string) => (): LocalizedText => ({
    zh: `第 ${String(number)} 页${zh}`,
    en: `Slide ${String(number)}${en}`,
  });
  const slide = new Story(isHidden ? place('（隐藏）', ' (hidden)') : place('', ''), isHidden);
  const notes = new Story(place('备注', ', notes'), true);
  const comments = new Story(place('批注', ', comment'), true);
  drawnText(bytes, slide);
  for (const { target, type } of relationsOf(zip, part).values()) {
    if (/\/notesSlide$/.test(type)) drawnText(zip.bytes(target), notes);
    if (/\/comments$/.test(type)) commentText(zip.bytes(target), comments);
  }
  const traits: Trait[] = [];
  const say = (kind: Trait['kind'], story: Story): void => {
    // A slide's number is all that stands in notes that nobody wrote.
    if (/[^\s\d]/.test(story.text()))
      traits.push({ kind, count: 1, text: firstWords(story.text()), piece: story.where(0) });
  };
  if (isHidden) say('hidden-slide', slide);
  say('speaker-notes', notes);
  say('comments', comments);
  return { stories: [slide, notes, comments], traits };
}

const hidesItself = (slide: Uint8Array): boolean =>
  hasElement(slide, (tag) => tag.name === 'sld' && /^(?:0|false)$/.test(tag.get('show') ?? ''));

/** Comments of the old kind say `text`, of the new kind paragraphs of DrawingML. */
function commentText(bytes: Uint8Array | undefined, story: Story): void {
  let isText = false;
  if (bytes)
    walkXml(bytes, {
      open: ({ name }) => (isText = name === 't' || name === 'text'),
      text(text) {
        if (isText) story.write(text);
      },
      close(name) {
        isText = false;
        if (name === 'cm' || name === 'p') story.write('\n');
      },
    });
}

function lockOf(zip: Zip, show: string): Trait[] {
  const isLocked = hasElement(zip.bytes(show), ({ name }) => name === 'modifyVerifier');
  return isLocked ? [{ kind: 'protected', count: 1, text: 'modifyVerifier' }] : [];
}
