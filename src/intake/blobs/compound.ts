export type Compound = 'encrypted' | 'damaged' | 'macros' | 'word' | 'excel' | 'other';

/** What an OLE compound file (old Office, or a protected new one) holds; undefined for any other file. */
export function readCompound(content: Uint8Array): Compound | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length < 8 || bytes.readBigUInt64BE(0) !== 0xd0cf11e0a1b11ae1n) return undefined;
  const holds = (name: string): boolean => bytes.includes(Buffer.from(`${name}\0`, 'utf16le'));
  if (isCutOff(bytes)) return 'damaged';
  if (holds('EncryptedPackage')) return 'encrypted';
  if (holds('_VBA_PROJECT') || holds('_VBA_PROJECT_CUR')) return 'macros';
  if (holds('WordDocument')) return isLockedWord(bytes) ? 'encrypted' : 'word';
  return holds('Workbook') || holds('Book') ? 'excel' : 'other';
}

/** Whether the text of an old .doc is encrypted: its first block says so, at the beginning of a sector. */
function isLockedWord(bytes: Buffer): boolean {
  for (let at = 512; at + 12 <= bytes.length; at += 512)
    if (bytes.readUInt16LE(at) === 0xa5ec) return (bytes.readUInt16LE(at + 10) & 0x0100) !== 0;
  return false;
}

const header = { bytes: 512, shift: 30, count: 44, list: 76, listed: 109 };
const FREE = -1;

/** Whether its table of sectors, as far as the header lists it, uses sectors that lie behind its end. */
function isCutOff(bytes: Buffer): boolean {
  if (bytes.length < header.bytes) return true;
  const size = 2 ** Math.min(bytes.readUInt16LE(header.shift), 12);
  const isThere = (sector: number): boolean => (sector + 1) * size < bytes.length;
  const tables = Math.min(bytes.readUInt32LE(header.count), header.listed);
  for (let table = 0; table < tables; table += 1) {
    const sector = bytes.readInt32LE(header.list + 4 * table);
    if (sector < 0 || !isThere(sector)) return true;
    for (let entry = 0; entry < size / 4; entry += 1) {
      const place = (sector + 1) * size + 4 * entry;
      if (place + 4 > bytes.length) return true;
      if (bytes.readInt32LE(place) !== FREE && !isThere(table * (size / 4) + entry)) return true;
    }
  }
  return false;
}
