import { knownGlyphs } from './known-glyphs.js';

/** Spans of code points that the bundled font has, in order. */
let spans: { from: number; to: number }[] | undefined;

function read(): { from: number; to: number }[] {
  let end = 0;
  return knownGlyphs
    .trim()
    .split(' ')
    .map((word) => {
      const [gap = '0', more = '0'] = word.split('+');
      const from = end + Number.parseInt(gap, 36);
      end = from + Number.parseInt(more, 36);
      return { from, to: end };
    });
}

/** Whether the font that every screen brings has a glyph for this code point. */
export function hasGlyph(code: number): boolean {
  const all = (spans ??= read());
  let low = 0;
  let high = all.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = all[middle];
    if (!span || code < span.from) high = middle - 1;
    else if (code > span.to) low = middle + 1;
    else return true;
  }
  return false;
}

/** Nothing is drawn for these: controls, joiners, selectors of variants. */
const undrawn = /^[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]$/u;

/** A character that no screen can draw, and what stands around its first place. */
export interface MissingGlyph {
  character: string;
  /** `U+2A6D7` */
  code: string;
  /** The text around it, the character included; about a dozen characters. */
  around: string;
  times: number;
}

/** The characters of a text that the bundled font lacks, in the order in which they come. */
export function missingGlyphs(text: string): MissingGlyph[] {
  const found = new Map<string, MissingGlyph>();
  const characters = [...text];
  characters.forEach((character, index) => {
    const code = character.codePointAt(0) ?? 0;
    const known = found.get(character);
    if (known) known.times += 1;
    else if (!hasGlyph(code) && !undrawn.test(character))
      found.set(character, {
        character,
        code: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
        around: characters
          .slice(Math.max(0, index - 6), index + 7)
          .join('')
          .replace(/\s+/g, ' ')
          .trim(),
        times: 1,
      });
  });
  return [...found.values()];
}
