import type { Content, CustomTableLayout, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { colours, family, pdfOf, running, type Write } from '../pdf.js';
import { actText, firstLive, periodText, signedText, timeText, titleText } from './lines.js';
import type { Register, RegisteredRelease } from './model.js';
import { changeLines, placeWord, releaseWord } from './words.js';

const margins = { side: 30, top: 44, bottom: 40 };
const SIZE = 7.5;
/** What the other columns leave of the page's width. */
const REST = 150;
/** Rows of at most so many lines stay whole; a higher one might not fit on a page. */
const SHORT_ROW = 30;

interface Column {
  title: string;
  width: number | '*';
  cell: (release: RegisteredRelease) => Part[];
}
interface Part {
  text: string;
  look?: { bold?: true; color?: string; fontSize?: number };
  link?: string;
}

const quiet = { color: colours.quiet, fontSize: 6.5 };
const lines = (...texts: string[]): Part[] => texts.filter((text) => text !== '').map((text) => ({ text }));

const columns: Column[] = [
  {
    title: '标题、文号、索引号、链接',
    width: '*',
    cell: ({ title, docNo, indexNo, permalink }) => [
      { text: title, look: { bold: true } },
      ...lines(docNo ?? '', indexNo ?? ''),
      { text: permalink, look: quiet, link: permalink },
    ],
  },
  { title: '信息类别', width: 44, cell: ({ category }) => lines(category) },
  {
    title: '拟稿、审核、签发、发布操作',
    width: 138,
    cell: ({ drafter, approvals, releasedBy }) => [
      ...lines(`拟稿：${actText(drafter)}`),
      ...approvals.map((act, n) => ({
        text: `${n === approvals.length - 1 ? '签发' : '审核'}：${signedText(act)}`,
      })),
      ...lines(`发布：${actText(releasedBy)}`),
    ],
  },
  {
    title: '计划、实际发布时间',
    width: 76,
    cell: ({ publishAt, places }) => lines(timeText(publishAt), firstLive(places)),
  },
  {
    title: '发布渠道与状态',
    width: 178,
    cell: (release) => [
      { text: releaseWord(release), look: { bold: true } },
      ...release.places.map((place) => ({
        text: `${place.target}：${placeWord(place)}${place.liveAt === null ? '' : ` ${timeText(place.liveAt)}`}`,
      })),
    ],
  },
  {
    title: '更正、撤回情况',
    width: 108,
    cell: (release) =>
      changeLines(release, timeText).map((text) => ({ text, look: { color: colours.cinnabar } })),
  },
];

/**
 * 信息发布台账 on A4 pages: its head and period on each page, the heads of the columns too, and at the foot the newest seal of
 * the ledger and the page's number. It takes a thread about ten seconds for a thousand releases.
 */
export const registerPdf = (register: Register): Promise<Uint8Array> =>
  pdfOf((write) => definition(register, write));

function definition(register: Register, write: Write): TDocumentDefinitions {
  const { made, office, seal } = register;
  const issuedAt = new Date(made.at);
  const [title, period] = [write(titleText(register)), write(periodText(register))];
  const sealed =
    seal === null
      ? '台账尚无封存'
      : `台账封存第 ${String(seal.number)} 号（${timeText(seal.sealedAt)}） ${seal.hash}`;
  return {
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [margins.side, margins.top, margins.side, margins.bottom],
    version: '1.7',
    language: 'zh-CN',
    displayTitle: true,
    info: {
      title,
      author: write(office),
      creator: 'Tongbo 通播',
      producer: 'pdfmake',
      creationDate: issuedAt,
      modDate: issuedAt,
    },
    defaultStyle: { font: family, fontSize: SIZE, color: colours.ink, lineHeight: 1.15 },
    header: (page) => (page === 1 ? null : running([title, period], { side: margins.side, top: 22 })),
    footer: (page, pages) =>
      running([sealed, `第 ${String(page)} / ${String(pages)} 页`], { side: margins.side, top: 14 }),
    content: [
      { text: title, fontSize: 16, bold: true, alignment: 'center' },
      { text: period, color: colours.quiet, alignment: 'center', margin: [0, 2, 0, 8] },
      register.releases.length === 0
        ? { text: '期间内没有发布信息。', alignment: 'center', margin: [0, 40, 0, 0] }
        : table(register.releases, write),
    ],
  };
}

function table(releases: readonly RegisteredRelease[], write: Write): Content {
  const rows = releases.map((release, n) => ({ n, parts: columns.map(({ cell }) => cell(release)) }));
  const highest = rows.reduce((most, { parts }) => Math.max(most, ...parts.map(linesOf)), 0);
  return {
    table: {
      widths: [22, ...columns.map(({ width }) => width)],
      headerRows: 1,
      dontBreakRows: highest <= SHORT_ROW,
      body: [
        ['序号', ...columns.map(({ title }) => title)].map((title): TableCell => ({
          text: title,
          bold: true,
          fillColor: colours.band,
        })),
        ...rows.map(({ n, parts }): TableCell[] => [
          { text: String(n + 1), alignment: 'right' },
          ...parts.map((cell): TableCell => ({
            stack: cell.map(({ text, look, link }) => ({
              text: write(text),
              ...look,
              ...(link !== undefined && { link }),
            })),
          })),
        ]),
      ],
    },
    layout,
  };
}

/** About how many lines a cell has: a Han character is as wide as it is high. */
function linesOf(cell: readonly Part[], column: number): number {
  const width = columns[column]?.width;
  const signs = (width === undefined || width === '*' ? REST : width) / SIZE;
  return cell.reduce((sum, { text }) => sum + Math.ceil(text.length / signs), 0);
}

const layout: CustomTableLayout = {
  hLineWidth: (index) => (index <= 1 ? 1 : 0.5),
  vLineWidth: () => 0.3,
  hLineColor: (index) => (index <= 1 ? colours.ink : colours.line),
  vLineColor: () => colours.line,
  paddingLeft: () => 3,
  paddingRight: () => 3,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};
