import writeExcelFile, { type Row } from 'write-excel-file/node';
import type { PlaysBy, PlaysReport } from '../../contract/api.js';
import { minuteText } from '../../contract/kit/office-time.js';
import { border, font, headCell, numberCell, textCell } from '../../platform/sheets/cells.js';

const subjects: Record<PlaysBy, string> = { item: '信息', screen: '显示屏', day: '日期' };

/** A report of plays as a workbook; it is kept in Chinese, as offices keep it. */
export async function playsFile(office: string, reports: readonly PlaysReport[]): Promise<Uint8Array> {
  const file = writeExcelFile(
    reports.map((report) => ({
      sheet: `按${subjects[report.by]}`,
      columns: [{ width: 44 }, { width: 12 }, { width: 12 }, { width: 16 }, { width: 18 }, { width: 18 }],
      stickyRowsCount: 3,
      data: [
        [
          {
            ...textCell(`${office}显示屏播放记录 ${report.from} 至 ${report.to}`),
            fontWeight: 'bold' as const,
            fontSize: 16,
            wrap: false,
          },
        ],
        [subjects[report.by], '播放（次）', '完整播放（次）', '时长（秒）', '首次', '最近'].map(headCell),
        lineOf({ name: '合计', ...report.total }),
        ...report.rows.map(lineOf),
      ],
    })),
    font,
  );
  return Uint8Array.from(await file.toBuffer());
}

interface Line {
  name: string;
  plays: number;
  whole: number;
  seconds: number;
  firstAt?: string;
  lastAt?: string;
}

function lineOf({ name, plays, whole, seconds, firstAt, lastAt }: Line): Row {
  const time = (at: string | undefined) => ({
    ...textCell(at === undefined ? '' : minuteText(new Date(at))),
    ...border,
  });
  return [
    { ...textCell(name), ...border },
    numberCell(plays),
    numberCell(whole),
    numberCell(seconds),
    time(firstAt),
    time(lastAt),
  ];
}
