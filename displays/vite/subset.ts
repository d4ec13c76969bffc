import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { brotliCompressSync, constants } from 'node:zlib';

/** What of HarfBuzz's subsetter is used here; pointers are numbers. */
interface HarfBuzz {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(at: number): void;
  hb_blob_create(data: number, length: number, mode: number, user: number, destroy: number): number;
  hb_blob_destroy(blob: number): void;
  hb_blob_get_data(blob: number, length: number): number;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_destroy(face: number): void;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, code: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_destroy(input: number): void;
  hb_subset_input_unicode_set(input: number): number;
  hb_subset_or_fail(face: number, input: number): number;
}

const writable = 2;

/** The font with these characters alone, as TrueType. */
export async function subset(font: Uint8Array, codes: readonly number[]): Promise<Uint8Array> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('harfbuzzjs/hb-subset.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm);
  const hb = instance.exports as unknown as HarfBuzz;
  const data = hb.malloc(font.byteLength);
  new Uint8Array(hb.memory.buffer).set(font, data);
  const face = hb.hb_face_create(hb.hb_blob_create(data, font.byteLength, writable, 0, 0), 0);
  const input = hb.hb_subset_input_create_or_fail();
  const set = hb.hb_subset_input_unicode_set(input);
  for (const code of codes) hb.hb_set_add(set, code);
  const blob = hb.hb_face_reference_blob(hb.hb_subset_or_fail(face, input));
  const at = hb.hb_blob_get_data(blob, 0);
  const length = hb.hb_blob_get_length(blob);
  if (length === 0) throw new Error('the font could not be cut');
  // The instance and its memory go as a whole.
  return new Uint8Array(hb.memory.buffer).slice(at, at + length);
}

/** WOFF 2.0, section 5: tags that stand as a number. */
const knownTags =
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'.match(
    /.{4}(?: |$)/g,
  ) ?? [];
const tagNumbers = new Map(knownTags.map((tag, index) => [tag.slice(0, 4), index]));
/** Left as they are; the format's own transformation of outlines is optional. */
const untransformed = 3 << 6;

/** A TrueType font packed as WOFF 2.0 (W3C, section 4). */
export function woff2(font: Uint8Array): Uint8Array {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = Array.from({ length: view.getUint16(4) }, (_, index) => {
    const at = 12 + 16 * index;
    const tag = String.fromCharCode(...font.subarray(at, at + 4));
    return { tag, from: view.getUint32(at + 8), length: view.getUint32(at + 12) };
  });
  // `loca` has to follow `glyf`.
  const order = (tag: string): string => (tag === 'loca' ? 'glyf ' : tag);
  tables.sort((a, b) => (order(a.tag) < order(b.tag) ? -1 : 1));
  const directory = tables.flatMap(({ tag, length }) => {
    const number = tagNumbers.get(tag);
    const flags = (number ?? 63) | (tag === 'glyf' || tag === 'loca' ? untransformed : 0);
    const name = number === undefined ? Array.from(tag, (letter) => letter.charCodeAt(0)) : [];
    return [flags, ...name, ...base128(length)];
  });
  const content = Buffer.concat(tables.map(({ from, length }) => font.subarray(from, from + length)));
  const packed = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
      [constants.BROTLI_PARAM_QUALITY]: 6,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.byteLength,
    },
  });
  const head = Buffer.alloc(48);
  const end = head.byteLength + directory.length + packed.byteLength;
  const sfnt = tables.reduce((sum, { length }) => sum + ((length + 3) & ~3), 12 + 16 * tables.length);
  head.write('wOF2', 0, 'latin1');
  head.writeUInt32BE(view.getUint32(0), 4);
  head.writeUInt32BE((end + 3) & ~3, 8);
  head.writeUInt16BE(tables.length, 12);
  head.writeUInt32BE(sfnt, 16);
  head.writeUInt32BE(packed.byteLength, 20);
  head.writeUInt16BE(1, 24);
  return Buffer.concat([head, Buffer.from(directory), packed, Buffer.alloc(-end & 3)]);
}

/** UIntBase128 */
function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
