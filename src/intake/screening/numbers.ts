const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const ID_SIGNS = '10X98765432';
const USCC_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** The last sign of a resident's number by the 17 digits before it (GB 11643). */
export function residentIdSign(digits: string): string {
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return ID_SIGNS[sum % 11] ?? '';
}

/** Eighteen signs with a region's first digit and a date that existed in the last two centuries; no checksum. */
export function hasResidentIdShape(text: string): boolean {
  const [, year, month, day] = /^[1-9]\d{5}((?:18|19|20)\d{2})(\d{2})(\d{2})\d{3}[\dX]$/.exec(text) ?? [];
  return year !== undefined && isDate(Number(year), Number(month), Number(day));
}

export const isResidentId = (text: string): boolean =>
  hasResidentIdShape(text) && residentIdSign(text.slice(0, 17)) === text[17];

/** The old form of fifteen digits, with a date of the twentieth century; it has no checksum. */
export function isOldResidentId(text: string): boolean {
  const [, year, month, day] = /^[1-9]\d{5}(\d{2})(\d{2})(\d{2})\d{3}$/.exec(text) ?? [];
  return year !== undefined && isDate(1900 + Number(year), Number(month), Number(day));
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The check digit by which cards are numbered (ISO/IEC 7812-1, Luhn's formula). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Fifteen to nineteen digits that begin as an issuer's do, with the right check digit. */
export const isBankCard = (text: string): boolean =>
  /^(?:62\d{13,17}|4\d{15}|5[1-5]\d{14}|3[57]\d{13,14})$/.test(text) && passesLuhn(text);

export const isMobile = (text: string): boolean => /^(?:86)?1[3-9]\d{9}$/.test(text);

/** The last sign of a unified social credit code by the 17 before it (GB 32100). */
export function creditCodeSign(signs: string): string {
  const sum = USCC_WEIGHTS.reduce(
    (total, weight, index) => total + weight * USCC_SIGNS.indexOf(signs[index] ?? ''),
    0,
  );
  return USCC_SIGNS[(31 - (sum % 31)) % 31] ?? '';
}

export const isCreditCode = (text: string): boolean =>
  /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text) &&
  creditCodeSign(text.slice(0, 17)) === text[17];
