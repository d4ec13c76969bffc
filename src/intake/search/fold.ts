/** A text as it is searched, with the place in the original that each of its signs comes from. */
export interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`, where its sign begins in the original; one more for the end. */
  from: number[];
  /** For each UTF-16 unit of `text`, where its sign ends in the original. */
  to: number[];
}

/** Marks that nobody sees: format characters and variation selectors. */
const unseen = /[\p{Cf}\p{Variation_Selector}]/u;
const lettersAndDigits = /[\p{L}\p{N}\p{M}]/u;

/** A text repeats its signs; those of the basic plane, at most 65,536, are remembered. */
const known = new Map<string, string>();

/** What a sign is looked up as: half width, small letters; one blank for what is no letter or digit. */
function foldSign(sign: string): string {
  const before = known.get(sign);
  if (before !== undefined) return before;
  const folded = computeFold(sign);
  if (sign.length === 1) known.set(sign, folded);
  return folded;
}

function computeFold(sign: string): string {
  if (unseen.test(sign)) return '';
  return Array.from(sign.normalize('NFKC').toLowerCase(), (one) =>
    lettersAndDigits.test(one) ? one : ' ',
  ).join('');
}

/**
 * The form in which texts are compared: full and half width are one (NFKC), so are small and capital letters, and any run
 * of blanks and punctuation is one blank, so that 〔2026〕12号, [2026]12号 and 2026 12号 are the same. Sign by sign, so that
 * a place in it leads back to a place in the original; that has to be in NFC.
 */
export function fold(original: string): Folded {
  const signs: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  let blank = true;
  for (const sign of original) {
    const end = at + sign.length;
    const folded = foldSign(sign);
    for (let n = 0; n < folded.length; n += 1) {
      const unit = folded.charAt(n);
      if (unit === ' ' && blank) continue;
      blank = unit === ' ';
      signs.push(unit);
      from.push(at);
      to.push(end);
    }
    at = end;
  }
  if (signs.at(-1) === ' ') {
    signs.pop();
    from.pop();
    to.pop();
  }
  from.push(at);
  return { text: signs.join(''), from, to };
}

/** Only the folded text. */
export function foldText(original: string): string {
  return fold(original.normalize('NFC')).text;
}
