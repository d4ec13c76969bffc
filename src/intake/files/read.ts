import { HubError } from '../../contract/errors.js';
import { isPicture } from '../blobs/kinds.js';
import { readDocx } from './docx.js';
import { readFilm } from './film.js';
import { readOfd } from './ofd.js';
import { readPdf } from './pdf.js';
import { readPicture } from './picture.js';
import { readPlain } from './plain.js';
import { readPptx } from './pptx.js';
import { unreadable, type Reading } from './reading.js';
import { readXlsx } from './xlsx.js';

const office = 'application/vnd.openxmlformats-officedocument.';
const readers: Readonly<Record<string, (content: Uint8Array) => Reading | Promise<Reading>>> = {
  [`${office}wordprocessingml.document`]: readDocx,
  [`${office}spreadsheetml.sheet`]: readXlsx,
  [`${office}presentationml.presentation`]: readPptx,
  'application/pdf': readPdf,
  'application/ofd': readOfd,
  'text/plain': readPlain,
  'text/csv': readPlain,
  'text/vtt': readPlain,
  'video/mp4': readFilm,
  'video/webm': readFilm,
};

/**
 * Reads a file of a kind that was recognised by its bytes. Kinds that cannot be read have a trait that says so.
 * @throws HubError with `facts.reason` for what is damaged, protected or too large
 */
export async function readFile(mediaType: string, content: Uint8Array): Promise<Reading> {
  if (isPicture(mediaType)) return readPicture(content);
  const reader = readers[mediaType];
  if (reader === undefined)
    return { stories: [], traits: [{ kind: 'old-format', count: 1, text: mediaType }] };
  return reader(content);
}

/** The same, for files that have been taken in already: what cannot be read has a trait that says why. */
export async function readKeptFile(mediaType: string, content: Uint8Array): Promise<Reading> {
  try {
    return await readFile(mediaType, content);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const reason = error.extra.facts?.['reason'];
    return unreadable(typeof reason === 'string' ? reason : error.code);
  }
}
