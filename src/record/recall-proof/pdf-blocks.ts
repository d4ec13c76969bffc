import type { Content, ContentText, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js';
import { colours, type Write } from '../pdf.js';
import type { Cell, Line, Section, Words } from './model.js';

const looks: Record<Line['tone'], Partial<ContentText>> = {
  plain: {},
  quiet: { color: colours.quiet, fontSize: 8 },
  good: { color: colours.pine, bold: true },
  waiting: { color: colours.amber },
  alarm: { color: colours.cinnabar, bold: true },
  code: { fontSize: 7.5 },
  link: { color: colours.pine, fontSize: 8 },
};

/** Rows of at most so many lines stay whole, and the first one with its head; higher ones might not fit on a page. */
const shortRow = 30;

const factShares = [22, 78];

/** A section is one table whose head, the heading included, stands again on each page that it reaches. */
export function blockOf(section: Section, write: Write): Content {
  const { rows, head, widths } = tableOf(section, write);
  const span = widths.length;
  const across = (cell: TableCell): TableCell[] => [cell, ...Array.from({ length: span - 1 }, () => '')];
  const heading = across({
    ...bilingual(section.heading, write, 8.5),
    fontSize: 11.5,
    bold: true,
    colSpan: span,
    ...(section.alarm === true ? { color: colours.cinnabar } : {}),
  });
  const text = section.text
    ? [across({ ...bilingual(section.text, write, 7.5), fontSize: 8, color: colours.quiet, colSpan: span })]
    : [];
  const heads = [heading, ...head];
  const isShort = highest(section) <= shortRow;
  return {
    margin: [0, 14, 0, 0],
    table: {
      widths,
      headerRows: heads.length,
      keepWithHeaderRows: isShort ? text.length + 1 : 0,
      dontBreakRows: isShort,
      body: [...heads, ...text, ...rows],
    },
    layout: layoutOf(section, { heads: heads.length, filled: head.length > 0 }),
  };
}

function tableOf(
  { content }: Section,
  write: Write,
): { widths: string[]; head: TableCell[][]; rows: TableCell[][] } {
  if (content.kind === 'facts')
    return {
      widths: factShares.map((share) => `${String(share)}%`),
      head: [],
      rows: content.rows.map(({ label, value }) => [
        { ...bilingual(label, write, 7.5), bold: true },
        cellOf(value, write),
      ]),
    };
  return {
    widths: content.columns.map(({ share }) => `${String(share)}%`),
    head: [content.columns.map(({ label }) => ({ ...bilingual(label, write, 7.5), bold: true }))],
    rows: content.rows.map((row) => row.map((cell) => cellOf(cell, write))),
  };
}

function layoutOf(
  { alarm }: Section,
  { heads, filled }: { heads: number; filled: boolean },
): CustomTableLayout {
  const strong = alarm === true ? colours.cinnabar : colours.ink;
  return {
    hLineWidth: (index) => (index === 0 ? 0 : index === 1 ? 1 : 0.5),
    vLineWidth: () => 0,
    hLineColor: (index) => (index === 1 ? strong : colours.line),
    fillColor: (index) => (filled && index === heads - 1 ? colours.band : null),
    paddingLeft: () => 4,
    paddingRight: () => 4,
    paddingTop: () => 3,
    paddingBottom: () => 3,
  };
}

const cellOf = (cell: Cell, write: Write): TableCell => ({
  stack: cell.map((line): Content => {
    const text = { ...bilingual(line, write, 7.5), ...looks[line.tone] };
    return line.tone === 'link' ? { ...text, link: line.zh } : text;
  }),
});

function bilingual({ zh, en }: Words, write: Write, small: number): ContentText {
  if (en === undefined) return { text: write(zh) };
  return {
    text: [
      { text: write(zh) },
      { text: ` ${write(en)}`, fontSize: small, bold: false, color: colours.quiet },
    ],
  };
}

/** About how many lines the highest row has. */
function highest({ content }: Section): number {
  const shares = content.kind === 'facts' ? factShares : content.columns.map(({ share }) => share);
  const rows = content.kind === 'facts' ? content.rows.map(({ value }) => [[], value]) : content.rows;
  const heights = rows.map((cells) =>
    cells.map((cell, index) => cell.reduce((sum, one) => sum + linesOf(one, shares[index] ?? 100), 0)),
  );
  return heights.flat().reduce((most, height) => Math.max(most, height), 0);
}

/** Of a hundredth of the width half a Han character at least finds room on a line. */
const linesOf = ({ zh, en = '' }: Line, share: number): number =>
  zh.split('\n').length + Math.ceil((zh.length + en.length) / (share / 2));
