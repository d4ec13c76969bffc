import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { draftLimits } from '../../contract/api.js';
import { readCompound } from '../blobs/kinds.js';
import { refuseFile } from '../refuse.js';
import { isWellFormed } from './well-formed.js';

/** Text is parsed as a whole and in one go, so it is bounded much tighter than pictures. */
const limits = {
  entries: 3000,
  xmlBytes: draftLimits.wordPartBytes,
  allXmlBytes: 2 * draftLimits.wordPartBytes,
  allBytes: draftLimits.wordUnpackedBytes,
};

/** The parts of a .docx that was found whole and within limits. */
export interface Archive {
  names: ReadonlySet<string>;
  /** A part's text; undefined when there is no such part. Only XML parts are kept. */
  xml(name: string): string | undefined;
}

/**
 * Opens a .docx: reads the directory first and refuses what it declares beyond the limits, then unpacks every entry
 * once, stopping at its declared size, so that what is parsed later is known to be whole and small enough.
 * @throws HubError `invalid_file`, `unsupported_file` or `file_too_large` with `facts.reason`
 */
export async function openDocx(content: Uint8Array): Promise<Archive> {
  refuseOtherKinds(content);
  const entries: Entry[] = [];
  const zip = await open(content);
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > limits.entries) throw refuseFile('unpacks_too_large');
    }
    checkDirectory(entries);
    const archive = archiveOf(entries, await unpack(zip, entries));
    for (const name of archive.names)
      if (!isWellFormed(archive.xml(name) ?? '<none/>')) throw refuseFile('damaged');
    return archive;
  } catch (error) {
    throw isRefusal(error) ? error : refuseFile('damaged');
  }
}

function refuseOtherKinds(content: Uint8Array): void {
  if (content.byteLength === 0) throw refuseFile('empty');
  const compound = readCompound(content);
  if (compound === 'encrypted') throw refuseFile('encrypted');
  if (compound === 'word' || compound === 'macros') throw refuseFile('old_word');
  if (compound || content[0] !== 0x50 || content[1] !== 0x4b) throw refuseFile('not_word');
}

async function open(content: Uint8Array): Promise<ZipFile> {
  try {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    return await fromBufferPromise(bytes, { strictFileNames: false, validateEntrySizes: true });
  } catch {
    throw refuseFile('damaged');
  }
}

function checkDirectory(entries: readonly Entry[]): void {
  if (entries.some((entry) => entry.isEncrypted())) throw refuseFile('encrypted');
  const names = entries.map((entry) => entry.fileName);
  if (!names.includes('[Content_Types].xml')) throw refuseFile('not_word');
  if (!names.some((name) => /^word\/document\d*\.xml$/.test(name))) throw refuseFile('not_word');
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) throw refuseFile('macros');
  // Two entries of one name could show one thing to this check and another to the parser.
  if (new Set(names).size < names.length) throw refuseFile('damaged');
  const sum = (some: readonly Entry[]): number =>
    some.reduce((total, entry) => total + entry.uncompressedSize, 0);
  const xml = entries.filter(isXml);
  if (
    xml.some((entry) => entry.uncompressedSize > limits.xmlBytes) ||
    sum(xml) > limits.allXmlBytes ||
    sum(entries) > limits.allBytes
  )
    throw refuseFile('unpacks_too_large');
}

async function unpack(zip: ZipFile, entries: readonly Entry[]): Promise<Map<string, Buffer>> {
  const parts = new Map<string, Buffer>();
  for (const entry of entries) {
    if (entry.fileName.endsWith('/')) continue;
    const chunks: Buffer[] = [];
    // yauzl ends the stream with an error as soon as it is longer than declared.
    for await (const chunk of await zip.openReadStreamPromise(entry))
      if (isXml(entry)) chunks.push(chunk as Buffer);
    if (isXml(entry)) parts.set(entry.fileName, Buffer.concat(chunks));
  }
  return parts;
}

function archiveOf(entries: readonly Entry[], parts: ReadonlyMap<string, Buffer>): Archive {
  return {
    names: new Set(entries.map((entry) => entry.fileName)),
    xml: (name) => parts.get(name)?.toString('utf8'),
  };
}

function isXml(entry: Entry): boolean {
  return /\.(?:xml|rels)$/i.test(entry.fileName);
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'HubError';
}
