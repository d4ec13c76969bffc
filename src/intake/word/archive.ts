import { draftLimits } from '../../contract/api.js';
import { readCompound } from '../blobs/compound.js';
import { openZip } from '../files/zip.js';
import { refuseFile } from '../refuse.js';
import { isWellFormed } from './well-formed.js';

/** Text is parsed as a whole and in one go, so it is bounded much tighter than pictures. */
const limits = {
  entries: 3000,
  partBytes: draftLimits.wordPartBytes,
  keptBytes: 2 * draftLimits.wordPartBytes,
  allBytes: draftLimits.wordUnpackedBytes,
};

/** The parts of a .docx that was found whole and within limits. */
export interface Archive {
  names: ReadonlySet<string>;
  /** A part's text; undefined when there is no such part. Only XML parts are kept. */
  xml(name: string): string | undefined;
}

/**
 * Opens a .docx whose parts are whole, small enough and well formed.
 * @throws HubError `invalid_file`, `unsupported_file` or `file_too_large` with `facts.reason`
 */
export async function openDocx(content: Uint8Array): Promise<Archive> {
  refuseOtherKinds(content);
  const zip = await openZip(content, { limits, keep: isXml, check: requireDocument });
  const archive = { names: zip.names, xml: (name: string) => zip.bytes(name)?.toString('utf8') };
  for (const name of archive.names)
    if (!isWellFormed(archive.xml(name) ?? '<none/>')) throw refuseFile('damaged');
  return archive;
}

function refuseOtherKinds(content: Uint8Array): void {
  if (content.byteLength === 0) throw refuseFile('empty');
  const compound = readCompound(content);
  if (compound === 'encrypted' || compound === 'macros' || compound === 'damaged') throw refuseFile(compound);
  if (compound || content[0] !== 0x50 || content[1] !== 0x4b) throw refuseFile('not_word');
}

function requireDocument(names: readonly string[]): void {
  if (!names.includes('[Content_Types].xml')) throw refuseFile('not_word');
  if (!names.some((name) => /^word\/document\d*\.xml$/.test(name))) throw refuseFile('not_word');
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) throw refuseFile('macros');
}

function isXml(name: string): boolean {
  return /\.(?:xml|rels)$/i.test(name);
}
