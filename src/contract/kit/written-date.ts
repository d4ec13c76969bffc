const NUMBERS = '〇一二三四五六七八九';
const WRITTEN =
  /(\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日$/;
/** Lines below the text among which the date is looked for, and how long one of them may be. */
const CLOSING = 6;
const LONGEST = 60;

/** The date with which a line ends, as `YYYY-MM-DD`: 2026年11月23日 or 二〇二六年十一月二十三日; undefined for no real one. */
export function writtenDate(line: string): string | undefined {
  const found = WRITTEN.exec(line);
  if (!found) return undefined;
  const [year, month, day] = found.slice(1).map(numberOf);
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const real = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(date) ? date : undefined;
}

/** 落款日期, the date below a text: the last of its closing lines that ends with one. */
export function signedOn(lines: readonly string[]): string | undefined {
  for (const line of lines.slice(-CLOSING).reverse()) {
    const date = line.length > LONGEST ? undefined : writtenDate(line);
    if (date !== undefined) return date;
  }
  return undefined;
}

const pad = (value: number | undefined, length: number): string => String(value ?? 0).padStart(length, '0');

/** `2026`, `二〇二六` (a year, by digits) or `二十三` (by tens). */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const digit = (one: string): number => Math.max(0, NUMBERS.indexOf(one.replace(/[○零]/, '〇')));
  if (!text.includes('十')) return [...text].reduce((sum, one) => sum * 10 + digit(one), 0);
  const [tens = '', ones = ''] = text.split('十');
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones));
}
