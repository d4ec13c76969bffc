import writeExcelFile, { type Row, type Sheet, type SheetData } from 'write-excel-file/node';
import { disclosureText, validityText } from '../../contract/kit/metadata-facts.js';
import { border, font, headCell, textCell } from '../../platform/sheets/cells.js';
import { actText, firstLive, periodText, signedText, timeText, titleText } from './lines.js';
import type { Register, RegisteredPlace, RegisteredRelease } from './model.js';
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

const operations: Record<RegisteredPlace['operation'], string> = {
  publish: '发布',
  update: '更新',
  recall: '撤回',
};

const uniqueLines = (lines: readonly string[]): string => [...new Set(lines)].join('\n');

const releaseColumns: Column<RegisteredRelease>[] = [
  { title: '标题', width: 44, text: ({ title }) => title },
  { title: '文号', width: 20, text: ({ docNo }) => docNo ?? '' },
  { title: '索引号', width: 24, text: ({ indexNo }) => indexNo ?? '' },
  { title: '信息类别', width: 12, text: ({ category }) => category },
  { title: '主题分类', width: 18, text: ({ metadata }) => metadata?.topic ?? '' },
  { title: '成文日期', width: 12, text: ({ metadata }) => metadata?.madeOn ?? '' },
  { title: '有效期', width: 24, text: ({ metadata }) => validityText(metadata ?? {}) ?? '' },
  { title: '关键词', width: 20, text: ({ metadata }) => metadata?.keywords?.join('，') ?? '' },
  { title: '依据', width: 28, text: ({ metadata }) => metadata?.basis?.text ?? '' },
  { title: '公开方式', width: 12, text: ({ metadata }) => disclosureText(metadata ?? {}) ?? '' },
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
    font,
  );
  return Uint8Array.from(await file.toBuffer());
}

function heading(register: Register): Row[] {
  return [
    [{ ...textCell(titleText(register)), fontWeight: 'bold', fontSize: 16, wrap: false }],
    [{ ...textCell(periodText(register)), wrap: false }],
  ];
}

function sheet<T>(
  name: string,
  above: Row[],
  columns: readonly Column<T>[],
  items: readonly T[],
  numberOf: (item: T, index: number) => number,
): Sheet<never> {
  const head: Row = ['序号', ...columns.map(({ title }) => title)].map(headCell);
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
