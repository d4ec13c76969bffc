import { draftLimits } from '../../contract/api.js';
import { writtenDate } from '../../contract/kit/written-date.js';
import type { Metadata } from '../../contract/metadata.js';
import { cleanLine, cutTo } from '../clean.js';
import type { Notes } from '../html/notes.js';
import type { Guess } from './guess.js';

/** What an office file says, ready for a draft. */
export interface ImportedText {
  title: string;
  /** Sanitised. */
  body: string;
  docNo?: string | undefined;
  indexNo?: string | undefined;
  issuer?: string | undefined;
  category?: string | undefined;
  metadata: Metadata;
  notes: Notes;
}

/** A guess as a draft's fields, within their limits; each is noted for the clerk to check. */
export function fieldsOf(guess: Guess, notes: Notes): Omit<ImportedText, 'body' | 'notes'> {
  const fit = (value: string | undefined): string | undefined => {
    const line = cleanLine(value ?? '');
    if (Array.from(line).length > draftLimits.title) notes.add('cut');
    return cutTo(line, draftLimits.title).trim() || undefined;
  };
  const fields = {
    title: fit(guess.title) ?? '',
    docNo: fit(guess.docNo),
    indexNo: fit(guess.indexNo),
    issuer: fit(guess.issuer),
    category: guess.category,
  };
  if (fields.title !== '') notes.guess('标题', 'Title', fields.title);
  if (fields.docNo !== undefined) notes.guess('文号', 'Document number', fields.docNo);
  if (fields.indexNo !== undefined) notes.guess('索引号', 'Index number', fields.indexNo);
  if (fields.issuer !== undefined) notes.guess('发布机构', 'Issuer', fields.issuer);
  if (fields.category !== undefined) notes.guess('栏目', 'Category', fields.category);
  if (guess.date !== undefined) notes.guess('成文日期', 'Date of the document', guess.date);
  const madeOn = writtenDate(guess.date ?? '');
  return { ...fields, metadata: madeOn === undefined ? {} : { madeOn } };
}
