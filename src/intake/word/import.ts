import mammoth from 'mammoth';
import { draftLimits } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { AssetRef } from '../../contract/values.js';
import { Notes } from '../html/notes.js';
import { sanitiseHtml } from '../html/sanitise.js';
import { refuseFile } from '../refuse.js';
import { openDocx, type Archive } from './archive.js';
import { hasPicture, isWordNode, paragraphsOf, tableTexts, type WordNode } from './document.js';
import { fieldsOf, type ImportedText } from './fields.js';
import { guessFields, type Guess } from './guess.js';
import { guessHeadings, withStyle } from './headings.js';
import { noteWhatIsLost } from './inspect.js';
import { PictureKeeper } from './pictures.js';

/** Keeps a picture. Rejects with a HubError `unsupported_file` or `invalid_file` when it is none. */
export type KeepPicture = (name: string, content: Uint8Array) => Promise<AssetRef>;

const mainPart = 'word/document.xml';

/** Styles that mean plain text, with or without a number. */
const plainStyle =
  /'(?:List Paragraph|Normal \(Web\)|Body Text.*|Plain Text|No Spacing|Date|列出段落|正文.*)'/;

const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  "p[style-name='标题 1'] => h1:fresh",
  "p[style-name='标题 2'] => h2:fresh",
  "p[style-name='标题 3'] => h3:fresh",
];

/**
 * Reads a .docx: its text as canonical HTML, what its head and foot say about it, and a note for everything that was
 * dropped, changed or guessed.
 * @throws HubError with `facts.reason` for a file that is damaged, protected, too large or no .docx at all
 */
export async function importWord(
  content: Uint8Array,
  fileName: string,
  keep: KeepPicture,
): Promise<ImportedText> {
  const archive = await openDocx(content);
  const notes = new Notes();
  noteWhatIsLost(archive, mainPart, notes);
  const pictures = new PictureKeeper(keep, notes);
  let guess: Guess | undefined;
  const html = await convert(content, pictures, notes, (document) => {
    guess = guessFields({
      paragraphs: paragraphsOf(document),
      rows: tableTexts(document),
      property: titleProperty(archive),
      fileName,
    });
    return arrange(document, guess, notes);
  });
  if (!guess) throw refuseFile('damaged');
  if (html.length > 4 * draftLimits.body) throw refuseFile('too_much_text');
  const sanitised = sanitiseHtml(withoutNoteLinks(html));
  if (sanitised.html.length > draftLimits.body) throw refuseFile('too_much_text');
  notes.addAll(sanitised.notes);
  return { ...fieldsOf(guess, notes), body: sanitised.html, notes };
}

async function convert(
  content: Uint8Array,
  pictures: PictureKeeper,
  notes: Notes,
  transform: (document: WordNode) => WordNode,
): Promise<string> {
  try {
    const { value, messages } = await mammoth.convertToHtml(
      { buffer: Buffer.from(content.buffer, content.byteOffset, content.byteLength) },
      {
        styleMap,
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement((image) => pictures.convert(image)),
        transformDocument: (document: unknown): unknown =>
          isWordNode(document) ? transform(document) : document,
      },
    );
    notes.add('namedStyle', messages.filter(isOtherStyle).length);
    pictures.throwFailure();
    return value;
  } catch (error) {
    pictures.throwFailure();
    if (error instanceof HubError) throw error;
    // Whatever mammoth stumbles over is in the file: the archive itself was found whole.
    throw refuseFile('damaged');
  }
}

function isOtherStyle({ message }: { message: string }): boolean {
  return message.startsWith('Unrecognised paragraph style') && !plainStyle.test(message);
}

/** The document without the lines that became fields, its numbered headings marked as such. */
function arrange(document: WordNode, guess: Guess, notes: Notes): WordNode {
  const children = document.children ?? [];
  const headings = guessHeadings(paragraphsOf(document), guess.taken);
  if (headings.size > 0) notes.guess('小标题', 'Headings', String(headings.size));
  // A line that carries a picture, such as a seal beside the title, stays.
  const moved = (node: WordNode, at: number): boolean => guess.taken.has(at) && !hasPicture(node);
  notes.add('letterhead', children.filter(moved).length);
  return {
    ...document,
    children: children
      .map((node, at) => withStyle(node, headings.get(at)))
      .filter((node, at) => !moved(node, at)),
  };
}

function titleProperty(archive: Archive): string | undefined {
  const title = /<dc:title>([^<]*)<\/dc:title>/.exec(archive.xml('docProps/core.xml') ?? '')?.[1];
  return title?.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
  );
}

/** The way back from a footnote to its number, which leads nowhere once ids are gone. */
function withoutNoteLinks(html: string): string {
  return html.replace(/ ?<a href="#(?:foot|end)note-ref-[^"]*">↑<\/a>/g, '');
}
