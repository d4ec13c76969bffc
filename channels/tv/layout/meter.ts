import { Buffer } from 'node:buffer';
import type { create } from 'fontkit';

/** What a text of the page takes, measured in the bundled font. */
export interface Meter {
  /** Of one character, in parts of the type size. */
  width(character: string, strong: boolean): number;
  has(character: string): boolean;
}

const known = new WeakMap<Uint8Array, Meter>();

/** A meter for the two weights of the font, which must have the same characters. Kept for as long as the bytes are. */
export async function meterOf(regular: Uint8Array, bold: Uint8Array): Promise<Meter> {
  const before = known.get(regular);
  if (before) return before;
  // A large library, which a hub without such a screen never needs.
  const { create } = await import('fontkit');
  const [light, heavy] = [advances(regular, create), advances(bold, create)];
  const meter: Meter = {
    width: (character, strong) => (strong ? heavy : light).width(character),
    has: (character) => light.has(character) && heavy.has(character),
  };
  known.set(regular, meter);
  return meter;
}

function advances(
  bytes: Uint8Array,
  read: typeof create,
): { width(character: string): number; has(character: string): boolean } {
  const font = read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (font.type !== 'TTF' && font.type !== 'WOFF' && font.type !== 'WOFF2')
    throw new Error(`a font of one face is wanted, not ${font.type}`);
  const widths = new Map<string, number>();
  const codeOf = (character: string): number => character.codePointAt(0) ?? 0;
  return {
    width: (character) => {
      const before = widths.get(character);
      if (before !== undefined) return before;
      const width = font.glyphForCodePoint(codeOf(character)).advanceWidth / font.unitsPerEm;
      widths.set(character, width);
      return width;
    },
    has: (character) => font.hasGlyphForCodePoint(codeOf(character)),
  };
}
