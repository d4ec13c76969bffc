import { draftLimits } from '../../contract/api.js';
import { Notes } from '../html/notes.js';
import { sanitiseHtml } from '../html/sanitise.js';
import { refuseFile } from '../refuse.js';
import type { WordParagraph } from '../word/document.js';
import { fieldsOf, type ImportedText } from '../word/fields.js';
import { guessFields } from '../word/guess.js';
import { guessHeadings } from '../word/headings.js';
import { hasText, type FixedDocument } from './fixed.js';
import { linesOf } from './lines.js';
import { paragraphsIn } from './paragraphs.js';

/**
 * What a file of fixed pages says, ready for a draft: its lines put together to paragraphs, its head and foot read, and
 * a note for what was dropped, changed or guessed. Of a file without text there is the title that its name gives.
 * @throws HubError `file_too_large` for more text than an announcement may have
 */
export function importFixed(document: FixedDocument, fileName: string): ImportedText {
  const notes = new Notes();
  const { lines, margins } = linesOf(document);
  const { paragraphs, rows } = paragraphsIn(lines);
  const guess = guessFields({ paragraphs, rows: [], property: document.property, fileName });
  const headings = guessHeadings(paragraphs, guess.taken);
  const html = paragraphs
    .filter(({ at }) => !guess.taken.has(at))
    .map((paragraph) => asHtml(paragraph, headings.get(paragraph.at)))
    .join('');
  if (html.length > draftLimits.body) throw refuseFile('too_much_text');
  if (headings.size > 0) notes.guess('小标题', 'Headings', String(headings.size));
  notes.add('fixedPages', document.pages.some(hasText) ? 1 : 0);
  notes.add('tableRow', rows);
  notes.add('letterhead', guess.taken.size);
  notes.add('header', margins);
  notes.add('askew', document.askew);
  notes.add('stamp', document.pictures);
  return { ...fieldsOf(guess, notes), body: sanitiseHtml(html).html, notes };
}

function asHtml({ text }: WordParagraph, style: string | undefined): string {
  const tag = style === 'Heading 2' ? 'h2' : style === 'Heading 3' ? 'h3' : 'p';
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<${tag}>${escaped}</${tag}>`;
}
