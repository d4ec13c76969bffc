import writeExcelFile, { type Row, type Sheet } from 'write-excel-file/node';
import type { Counts, Statistics } from '../../contract/api.js';
import { minuteText } from '../../contract/kit/office-time.js';
import { border, font, headCell, numberCell, textCell } from '../../platform/sheets/cells.js';
import { reasonWords } from '../recall-proof/words.js';

/** The figures with whose they are; the workbook is kept in Chinese, as offices keep it. */
export interface StatisticsFile {
  office: string;
  statistics: Statistics;
}

type Value = string | number | undefined;

const countTitles = ['信息（条）', '更正（条）', '投递（次）', '已上线', '未完成', '失败', '曾失败'];
const countValues = (of: Counts): Value[] => [
  of.items,
  of.corrections,
  of.deliveries,
  of.live,
  of.waiting,
  of.failed,
  of.failures,
];

/** The figures of a period as a workbook, a sheet for each of the page's parts. */
export async function statisticsFile({ office, statistics }: StatisticsFile): Promise<Uint8Array> {
  const { channels, departments, categories, steps, recalls } = statistics;
  const named = (title: string, rows: (Counts & { name: string })[]): Sheet<never> =>
    sheet(title, [title, ...countTitles], [...rows.map((row): Value[] => [row.name, ...countValues(row)])]);
  const file = writeExcelFile(
    [
      overview(office, statistics),
      sheet(
        '按渠道',
        ['渠道', ...countTitles, '上线用时中位数（秒）', '九成不超过（秒）'],
        channels.map(({ name, speed, ...counts }) => [
          name.zh,
          ...countValues(counts),
          speed?.median,
          speed?.p90,
        ]),
      ),
      named(
        '按科室',
        departments.map((row) => ({ ...row, name: row.name ?? '未分科室' })),
      ),
      named('按类别', categories),
      sheet(
        '按时间',
        ['时间', '信息（条）', '更正（条）', '已上线（次）'],
        steps.map((step) => [step.at, step.items, step.corrections, step.live]),
      ),
      sheet(
        '撤回原因',
        ['原因', '撤回（次）'],
        recalls.reasons.map(({ reason, recalls: times }) => [reasonWords[reason].zh, times]),
      ),
    ],
    font,
  );
  return Uint8Array.from(await file.toBuffer());
}

function overview(
  office: string,
  { from, to, total, timeliness, recalls, rectifications, countedAt }: Statistics,
): Sheet<never> {
  const { clocks, items, onTime, median, p90, longest, uncertainYears } = timeliness;
  const facts: [string, Value][] = [
    ['期间', `${from} 至 ${to}`],
    ['统计时间', countedAt === undefined ? '' : minuteText(new Date(countedAt))],
    ['发布信息（条）', total.items],
    ['更正（条）', total.corrections],
    ['投递（次）', total.deliveries],
    ['其中已上线', total.live],
    ['未完成', total.waiting],
    ['失败', total.failed],
    ['曾失败', total.failures],
    ...clocks.flatMap((clock): [string, Value][] => [
      [`时限 ${clock.days} 个工作日：计入（条）`, clock.items],
      [`时限 ${clock.days} 个工作日：按时（条）`, clock.onTime],
    ]),
    ['按时率', items === 0 ? '' : `${((onTime / items) * 100).toFixed(1)}%`],
    ['公开用时中位数（工作日）', median],
    ['九成不超过（工作日）', p90],
    ['最长（工作日）', longest],
    ['待核定年份', uncertainYears.join('、')],
    ['撤回（次）', recalls.approved],
    ['其中紧急撤回', recalls.emergency],
    ['未同意撤回', recalls.refused],
    ['整改单（件）', rectifications.opened],
    ['期间内核验销号', rectifications.signed],
    ['目前未销号', rectifications.open],
    ['其中逾期', rectifications.overdue],
  ];
  const { data, ...rest } = sheet('概况', ['项目', '数值'], facts);
  const title: Row = [
    { ...textCell(`${office}信息发布统计`), fontWeight: 'bold', fontSize: 16, wrap: false },
  ];
  return { ...rest, data: [title, ...data], columns: [{ width: 34 }, { width: 28 }], stickyRowsCount: 2 };
}

function sheet(name: string, titles: string[], rows: Value[][]) {
  return {
    sheet: name,
    columns: [{ width: 24 }, ...titles.slice(1).map(() => ({ width: 14 }))],
    stickyRowsCount: 1,
    data: [
      titles.map(headCell),
      ...rows.map((row): Row =>
        row.map((value) =>
          typeof value === 'string' ? { ...textCell(value), ...border } : numberCell(value),
        ),
      ),
    ],
  };
}
