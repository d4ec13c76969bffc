import writeExcelFile, { type CellObject, type Row, type Sheet, type SheetData } from 'write-excel-file/node';
import { minuteText } from '../../contract/kit/office-time.js';
import type { Act, Register, RegisteredPlace, RegisteredRelease } from './model.js';
import { changeLines, placeWord, releaseWord } from './words.js';

interface Column<T> {
  title: string;
  /** In characters. */
  width: number;
  text: (of: T) => string;
}

interface Placed {
  number: number;
  release: RegisteredRelease;
  place: RegisteredPlace;
}

/** A cell of Excel holds no more. */
const LONGEST = 32_000;
/** What XML cannot hold: controls, halves of surrogate pairs, and two signs that are none. */
const impossible = /(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

const timeText = (instant: string): string => minuteText(new Date(instant));
const actText = ({ name, at }: Act): string => `${name} ${timeText(at)}`;
/** What was signed by hand or for another says so; the time is that at which it came to count. */
function signedText({ how, ...act }: RegisteredRelease['approvals'][number]): string {
  const marks = [
    ...(how?.behalf ? [`代${how.behalf.name}`] : []),
    ...(how?.paper ? [`纸质，${how.paper.signedOn} 签`] : []),
  ];
  return marks.length === 0 ? actText(act) : `${actText(act)}（${marks.join('；')}）`;
}
const operations: Record<RegisteredPlace['operation'], string> = {
  publish: '发布',
  update: '更新',
  recall: '撤回',
};

/** The earliest time at which it was out anywhere. */
function firstLive(places: readonly RegisteredPlace[]): string {
  const times = places.flatMap(({ liveAt }) => (liveAt === null ? [] : [liveAt]));
  const [first] = times.sort();
  return first === undefined ? '' : timeText(first);
}

const uniqueLines = (lines: readonly string[]): string => [...new Set(lines)].join('\n');

const releaseColumns: Column<RegisteredRelease>[] = [
  { title: '标题', width: 44, text: ({ title }) => title },
  { title: '文号', width: 20, text: ({ docNo }) => docNo ?? '' },
  { title: '索引号', width: 24, text: ({ indexNo }) => indexNo ?? '' },
  { title: '信息类别', width: 12, text: ({ category }) => category },
  { title: '拟稿人', width: 24, text: ({ drafter }) => actText(drafter) },
  { title: '审核人', width: 24, text: ({ approvals }) => approvals.slice(0, -1).map(signedText).join('\n') },
  { title: '签发人', width: 24, text: ({ approvals }) => approvals.slice(-1).map(signedText).join('') },
  { title: '发布操作人', width: 24, text: ({ releasedBy }) => actText(releasedBy) },
  { title: '发布渠道', width: 24, text: ({ places }) => uniqueLines(places.map(({ target }) => target)) },
  { title: '计划发布时间', width: 17, text: ({ publishAt }) => timeText(publishAt) },
  { title: '实际发布时间', width: 17, text: ({ places }) => firstLive(places) },
  { title: '链接', width: 40, text: ({ permalink }) => permalink },
  { title: '状态', width: 16, text: releaseWord },
  {
    title: '更正、撤回情况',
    width: 40,
    text: (release) => changeLines(release, timeText).join('\n'),
  },
];

const placeColumns: Column<Placed>[] = [
  { title: '标题', width: 44, text: ({ release }) => release.title },
  { title: '发布渠道', width: 24, text: ({ place }) => place.target },
  { title: '操作', width: 8, text: ({ place }) => operations[place.operation] },
  { title: '计划发布时间', width: 17, text: ({ release }) => timeText(release.publishAt) },
  {
    title: '实际发布时间',
    width: 17,
    text: ({ place }) => (place.liveAt === null ? '' : timeText(place.liveAt)),
  },
  { title: '链接', width: 50, text: ({ place }) => place.url ?? '' },
  { title: '状态', width: 22, text: ({ place }) => placeWord(place) },
];

/**
 * 信息发布台账 as a workbook: a sheet with a line a release, and one with a line a place. Every cell but the number is text
 * and has the format of text, so that nothing that somebody wrote is ever taken for a formula, also after the cell was
 * edited.
 */
export async function registerFile(register: Register): Promise<Uint8Array> {
  const { releases } = register;
  const placed = releases.flatMap((release, n) =>
    release.places.map((place) => ({ number: n + 1, release, place })),
  );
  const file = writeExcelFile(
    [
      sheet('信息发布台账', heading(register), releaseColumns, releases, (_, n) => n + 1),
      sheet('各渠道发布情况', [], placeColumns, placed, ({ number }) => number),
    ],
    { fontFamily: 'SimSun', fontSize: 11 },
  );
  return Uint8Array.from(await file.toBuffer());
}

function heading({ office, from, to, made, releases }: Register): Row[] {
  // The last day of the period, not the one that it ends before.
  const days = `${timeText(from).slice(0, 10)} 至 ${timeText(new Date(Date.parse(to) - 1).toISOString()).slice(0, 10)}`;
  const count = `共 ${releases.length} 条`;
  return [
    [{ ...textCell(`${office}信息发布台账`), fontWeight: 'bold', fontSize: 16, wrap: false }],
    [{ ...textCell(`期间：${days}　${count}　导出：${actText(made)}`), wrap: false }],
  ];
}

function sheet<T>(
  name: string,
  above: Row[],
  columns: readonly Column<T>[],
  items: readonly T[],
  numberOf: (item: T, index: number) => number,
): Sheet<never> {
  const head: Row = ['序号', ...columns.map(({ title }) => title)].map((title) => ({
    ...textCell(title),
    fontWeight: 'bold',
    align: 'center',
    backgroundColor: '#EFECE4',
    ...border,
  }));
  const data: SheetData = [
    ...above,
    head,
    ...items.map((item, index): Row => [
      { value: numberOf(item, index), type: Number, align: 'center', alignVertical: 'top', ...border },
      ...columns.map(({ text }) => ({ ...textCell(text(item)), ...border })),
    ]),
  ];
  return {
    data,
    sheet: name,
    columns: [{ width: 6 }, ...columns.map(({ width }) => ({ width }))],
    stickyRowsCount: above.length + 1,
    orientation: 'landscape',
  };
}

const border = { borderStyle: 'thin', borderColor: '#B8B2A4' } as const;

function textCell(text: string): CellObject {
  const shown = text.replace(impossible, '').slice(0, LONGEST);
  return { value: shown, type: String, format: '@', wrap: true, alignVertical: 'top' };
}
