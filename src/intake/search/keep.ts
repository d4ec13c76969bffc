import { sql } from 'kysely';
import type { Tx } from '../../store/database.js';
import { plainText } from '../html/text.js';
import { foldText } from './fold.js';
import { indexedWords } from './words.js';

/** What of an announcement is searched. */
export interface Searched {
  id: string;
  office_id: string;
  title: string;
  body: string;
  issuer: string;
  doc_no: string | null;
  index_no: string | null;
}

/** A word that stands for the office, so that a search meets only its own; no text holds an @. */
export const officeWord = (officeId: string): string => `@${officeId}`;

/**
 * Makes announcements findable as they stand now, and takes them off the list of those that are due. Their rows have to be
 * locked or new in this transaction, so that nobody writes an older text over a newer one.
 */
export async function keepWords(tx: Tx, rows: readonly Searched[]): Promise<void> {
  for (const part of inParts(rows)) await keepPart(tx, part);
}

async function keepPart(tx: Tx, rows: readonly Searched[]): Promise<void> {
  const entries = rows.map((row) => {
    const fields = [row.title, row.doc_no ?? '', row.index_no ?? '', row.issuer, plainText(row.body)];
    // A line each: nothing is found across two fields.
    const text = fields.map(foldText).filter(Boolean).join('\n');
    return {
      id: row.id,
      office: row.office_id,
      text,
      words: [officeWord(row.office_id), ...indexedWords(text)],
    };
  });
  await sql`
    insert into announcement_words (announcement_id, office_id, text, words)
    select e.id, e.office, e.text, array_to_tsvector(e.words)
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e (id uuid, office uuid, text text, words text[])
    on conflict (announcement_id) do update set text = excluded.text, words = excluded.words`.execute(tx);
  await tx
    .deleteFrom('words_due')
    .where(
      'announcement_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
}

/** Of the bodies that go into one statement, in characters: a text may have half a million. */
const PART = 2_000_000;

function inParts(rows: readonly Searched[]): Searched[][] {
  const parts: Searched[][] = [];
  // Whatever comes first begins a part, also when it is empty.
  let size = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    size += row.body.length;
    if (size > PART) {
      parts.push([]);
      size = row.body.length;
    }
    parts.at(-1)?.push(row);
  }
  return parts;
}
