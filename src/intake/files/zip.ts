import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { refuseFile } from '../refuse.js';

/** What an archive may unpack to, in bytes, and of how many entries it may be. */
export interface ZipLimits {
  entries: number;
  /** One kept part. */
  partBytes: number;
  /** All kept parts. */
  keptBytes: number;
  allBytes: number;
}

/** An archive that was found whole and within limits, with the parts that were wanted. */
export interface Zip {
  /** Every entry, folders left out, in the archive's order. */
  names: ReadonlySet<string>;
  /** A kept part's bytes; undefined when there is no such part or it was not wanted. */
  bytes(name: string): Buffer | undefined;
}

interface ZipWish {
  limits: ZipLimits;
  keep: (name: string) => boolean;
  /** Called with the directory before anything is unpacked; throws what is wrong with it. */
  check?: (names: readonly string[]) => void;
}

/**
 * Reads the directory first and refuses what it declares beyond the limits, then unpacks every entry once, stopping
 * at its declared size: what is parsed later is known to be whole and small enough.
 * @throws HubError `invalid_file` or `file_too_large` with `facts.reason`, or what `check` throws
 */
export async function openZip(content: Uint8Array, { limits, keep, check }: ZipWish): Promise<Zip> {
  const zip = await open(content);
  try {
    const entries = await directoryOf(zip, limits.entries);
    checkSizes(entries, limits, keep, check);
    const parts = await unpack(zip, entries, keep);
    return {
      names: new Set(entries.map((entry) => entry.fileName)),
      bytes: (name) => parts.get(name),
    };
  } catch (error) {
    throw isRefusal(error) ? error : refuseFile('damaged');
  }
}

async function open(content: Uint8Array): Promise<ZipFile> {
  try {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    return await fromBufferPromise(bytes, { strictFileNames: false, validateEntrySizes: true });
  } catch {
    throw refuseFile('damaged');
  }
}

async function directoryOf(zip: ZipFile, most: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    count += 1;
    if (count > most) throw refuseFile('unpacks_too_large');
    if (!entry.fileName.endsWith('/')) entries.push(entry);
  }
  return entries;
}

function checkSizes(
  entries: readonly Entry[],
  limits: ZipLimits,
  keep: ZipWish['keep'],
  check: ZipWish['check'],
): void {
  if (entries.some((entry) => entry.isEncrypted())) throw refuseFile('encrypted');
  const names = entries.map((entry) => entry.fileName);
  check?.(names);
  // Two entries of one name could show one thing to this check and another to the parser.
  if (new Set(names).size < names.length) throw refuseFile('damaged');
  const sum = (some: readonly Entry[]): number =>
    some.reduce((total, entry) => total + entry.uncompressedSize, 0);
  const kept = entries.filter(({ fileName }) => keep(fileName));
  if (
    kept.some((entry) => entry.uncompressedSize > limits.partBytes) ||
    sum(kept) > limits.keptBytes ||
    sum(entries) > limits.allBytes
  )
    throw refuseFile('unpacks_too_large');
}

async function unpack(
  zip: ZipFile,
  entries: readonly Entry[],
  keep: ZipWish['keep'],
): Promise<Map<string, Buffer>> {
  const parts = new Map<string, Buffer>();
  for (const entry of entries) {
    const isKept = keep(entry.fileName);
    const chunks: Buffer[] = [];
    // yauzl ends the stream with an error as soon as it is longer than declared.
    for await (const chunk of await zip.openReadStreamPromise(entry))
      if (isKept) chunks.push(chunk as Buffer);
    if (isKept) parts.set(entry.fileName, Buffer.concat(chunks));
  }
  return parts;
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'HubError';
}
