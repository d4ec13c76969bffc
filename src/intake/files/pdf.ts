import type { getDocumentProxy } from 'unpdf';
import { z } from 'zod';
import { refuseFile } from '../refuse.js';
import { requireBoundedPdf } from './pdf-bounds.js';
import { withoutRadicals } from './radicals.js';
import { always, pageName, spoken, Story, traitOf, type Reading, type Trait } from './reading.js';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
/** A page as pdf.js has it. */
export type PdfPage = Awaited<ReturnType<Pdf['getPage']>>;

const MOST_PAGES = 3000;
/**
 * Reads a .pdf: its pages' text, also what is not painted, annotations, forms, properties, and what it carries along.
 * A page that is a picture has no text; that is a trait, for only a person can read it.
 * @throws HubError with `facts.reason` for what is damaged, protected or too large
 */
export function readPdf(content: Uint8Array): Promise<Reading> {
  return openPdf(content, (pdf) => readOpen(pdf, content));
}

/**
 * Opens a .pdf within bounds for as long as it is read.
 * @throws HubError with `facts.reason` for what is damaged, protected or too large
 */
export async function openPdf<T>(
  content: Uint8Array,
  read: (pdf: Pdf, pageAt: (number: number) => Promise<PdfPage>) => Promise<T>,
): Promise<T> {
  await requireBoundedPdf(content);
  const pdf = await open(content);
  try {
    if (pdf.numPages > MOST_PAGES) throw refuseFile('too_much_text');
    return await read(pdf, (number) => pageOf(pdf, number));
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function open(content: Uint8Array): Promise<Pdf> {
  // What reads PDF is large, and only some files are.
  const { getDocumentProxy } = await import('unpdf');
  try {
    // It takes the bytes that it is given away.
    return await getDocumentProxy(Uint8Array.from(content), { verbosity: 0, stopAtErrors: false });
  } catch (error) {
    throw refuseFile(error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged');
  }
}

async function readOpen(pdf: Pdf, content: Uint8Array): Promise<Reading> {
  const text = new Story(pageName('', ''));
  const notes = new Story(pageName('批注', ', annotation'), true);
  const pictures: number[] = [];
  const found = { annotations: 0, files: 0 };
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pageOf(pdf, number);
    const before = text.length;
    text.at(number);
    notes.at(number);
    await readPage(page, text);
    if (text.length === before) pictures.push(number);
    text.write('\n');
    await readAnnotations(page, text, notes, found);
    page.cleanup();
  }
  const { story, traits } = await readInfo(pdf);
  return {
    stories: spoken([text, notes, story]),
    traits: [
      ...traitOf('comments', found.annotations, notes.text()),
      ...traitOf('no-text', pictures.length, pictures.slice(0, 20).join('、')),
      ...traits,
      ...(await carriedAlong(pdf, found.files)),
      ...traitOf('earlier-revision', revisionsOf(content) - 1, '%%EOF'),
    ],
  };
}

async function pageOf(pdf: Pdf, number: number): Promise<PdfPage> {
  try {
    return await pdf.getPage(number);
  } catch {
    throw refuseFile('damaged');
  }
}

async function readPage(page: PdfPage, story: Story): Promise<void> {
  const { items } = await page.getTextContent();
  for (const item of items)
    if ('str' in item && (item.str !== '' || item.hasEOL)) {
      if (item.str.trim() !== '' || story.length > 0)
        story.write(withoutRadicals(item.str) + (item.hasEOL ? '\n' : ''));
    }
}

const Info = z.record(z.string(), z.unknown());
const Annotation = z.object({
  subtype: z.string().optional().catch(undefined),
  contentsObj: z.object({ str: z.string() }).optional().catch(undefined),
  fieldValue: z.string().optional().catch(undefined),
});

async function readAnnotations(
  page: PdfPage,
  text: Story,
  notes: Story,
  found: { annotations: number; files: number },
): Promise<void> {
  for (const one of await page.getAnnotations()) {
    const { subtype, contentsObj, fieldValue = '' } = Annotation.parse(one);
    const words = contentsObj?.str.trim() ?? '';
    if (subtype === 'FileAttachment') found.files += 1;
    // A link's words are for those who hear the page.
    else if (words !== '' && subtype !== 'Link' && subtype !== 'Widget') {
      found.annotations += 1;
      notes.write(`${words}\n`);
    }
    if (fieldValue !== '') text.write(`${fieldValue}\n`);
  }
}

/** Who wrote it, and what its properties say. */
async function readInfo(pdf: Pdf): Promise<{ story: Story; traits: Trait[] }> {
  const story = new Story(always('文件属性', 'The file’s properties'), true);
  const info = Info.parse((await pdf.getMetadata()).info);
  const say = (key: string): string => {
    const value = info[key];
    return typeof value === 'string' ? value.trim() : '';
  };
  for (const key of ['Title', 'Subject', 'Keywords']) if (say(key) !== '') story.write(`${say(key)}\n`);
  return {
    story,
    traits: [
      ...traitOf('author-metadata', say('Author') === '' ? 0 : 1, say('Author')),
      ...traitOf('protected', say('EncryptFilterName') === '' ? 0 : 1, say('EncryptFilterName')),
    ],
  };
}

async function carriedAlong(pdf: Pdf, attached: number): Promise<Trait[]> {
  const files = Object.keys(Info.parse((await pdf.getAttachments()) ?? {}));
  return [
    ...traitOf('embedded-file', files.length + attached, files.join('、')),
    ...traitOf(
      'script',
      (await pdf.hasJSActions()) || (await pdf.getJSActions()) !== null ? 1 : 0,
      'JavaScript',
    ),
  ];
}

/** How often the file was saved: each time after the first is written behind the one before, which stays. */
function revisionsOf(content: Uint8Array): number {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let count = 0;
  for (let at = bytes.indexOf('%%EOF'); at >= 0; at = bytes.indexOf('%%EOF', at + 5)) count += 1;
  // One that is ordered for the web has an end of its own for its first page.
  return bytes.subarray(0, 1024).includes('/Linearized') ? count - 1 : count;
}
