const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const PLACES = ['', '十', '百', '千'];
const GROUPS = ['', '万', '亿', '万亿'];

/** The longest whole number that is read as a number; longer ones are read digit by digit. */
const MAX_DIGITS = 16;

const digit = (character: string | undefined): string => DIGITS[Number(character)] ?? '';

/** `2026` as 二零二六. */
export const digitsWords = (digits: string): string => [...digits].map(digit).join('');

/** `13` as 幺三: how numbers of telephones and rooms are read, so that 一 and 七 are not mixed up. */
export const dialledWords = (digits: string): string => digitsWords(digits).replaceAll('一', '幺');

/**
 * A whole number without sign as it is read: `10` 十, `105` 一百零五, `20100` 二万零一百, `1000005000` 十亿零五千.
 * Leading zeros, or more than 16 digits: digit by digit.
 */
export function integerWords(digits: string): string {
  if (digits.length > MAX_DIGITS || (digits.length > 1 && digits.startsWith('0'))) return digitsWords(digits);
  if (/^0*$/.test(digits)) return DIGITS[0] ?? '';
  const groups = digits.split(/(?=(?:\d{4})+$)/);
  let words = '';
  let skipped = false;
  for (const [index, group] of groups.entries()) {
    const value = Number(group);
    if (value === 0) {
      skipped = words !== '';
      continue;
    }
    const needsZero = words !== '' && (skipped || value < 1000);
    words += `${needsZero ? '零' : ''}${groupWords(String(value))}${GROUPS[groups.length - 1 - index] ?? ''}`;
    skipped = false;
  }
  return words.replace(/^一十/, '十');
}

/** One to four digits without a leading zero. */
function groupWords(digits: string): string {
  let words = '';
  let zero = false;
  for (const [index, character] of [...digits].entries()) {
    if (character === '0') {
      zero = true;
      continue;
    }
    words += `${zero ? '零' : ''}${digit(character)}${PLACES[digits.length - 1 - index] ?? ''}`;
    zero = false;
  }
  return words;
}

/** `2.50` as 二点五零; a whole number as `integerWords`. Commas between thousands do not matter. */
export function numberWords(text: string): string {
  const [whole = '', fraction] = text.replaceAll(',', '').split('.');
  return fraction === undefined ? integerWords(whole) : `${integerWords(whole)}点${digitsWords(fraction)}`;
}
