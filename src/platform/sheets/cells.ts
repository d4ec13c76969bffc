import type { CellObject } from 'write-excel-file/node';

/** A cell of Excel holds no more. */
const LONGEST = 32_000;
/** What XML cannot hold: controls, halves of surrogate pairs, and two signs that are none. */
const impossible = /(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

export const font = { fontFamily: 'SimSun', fontSize: 11 } as const;
export const border = { borderStyle: 'thin', borderColor: '#B8B2A4' } as const;

/** Text with the format of text, so that nothing that somebody wrote is ever taken for a formula. */
export function textCell(text: string): CellObject {
  const shown = text.replace(impossible, '').slice(0, LONGEST);
  return { value: shown, type: String, format: '@', wrap: true, alignVertical: 'top' };
}

export const headCell = (title: string): CellObject => ({
  ...textCell(title),
  fontWeight: 'bold',
  align: 'center',
  backgroundColor: '#EFECE4',
  ...border,
});

export const numberCell = (value: number | undefined): CellObject =>
  value === undefined
    ? { ...textCell(''), ...border }
    : { value, type: Number, alignVertical: 'top', ...border };
