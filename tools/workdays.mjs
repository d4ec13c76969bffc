// Writes src/workdays/known-years.ts: official years from chinese-days (MIT), and for some years after them the days
// that 全国年节及纪念日放假办法 (2024) fixes, whose lunar dates and 清明 come from tyme4ts (MIT). Run it when the State
// Council's notice for another year is out and chinese-days has it: `node tools/workdays.mjs > src/workdays/known-years.ts`.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LunarDay, SolarTerm } from 'tyme4ts';

/** 政府信息公开条例 as it stands is in force since 2019. */
const FIRST = 2019;
const PROVISIONAL = 4;

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('chinese-days'));
const { holidays, workdays } = JSON.parse(await readFile(join(folder, 'chinese-days.json'), 'utf8'));
const official = [...new Set(Object.keys(holidays).map((day) => Number(day.slice(0, 4))))]
  .filter((year) => year >= FIRST)
  .sort();

const nameOf = (said) => said.split(',')[1];
const ofYear = (days, year) =>
  Object.entries(days)
    .filter(([day]) => day.startsWith(`${year}-`))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, said]) => [day.slice(5), nameOf(said)]);

const text = (solar) =>
  [solar.getYear(), solar.getMonth(), solar.getDay()].map((part) => String(part).padStart(2, '0')).join('-');
const lunar = (year, month, day) => LunarDay.fromYmd(year, month, day).getSolarDay();

function statutory(year) {
  const newYear = lunar(year, 1, 1);
  const days = [
    [`${year}-01-01`, '元旦'],
    ...[-1, 0, 1, 2].map((by) => [text(newYear.next(by)), '春节']),
    [text(SolarTerm.fromName(year, '清明').getJulianDay().getSolarDay()), '清明'],
    [`${year}-05-01`, '劳动节'],
    [`${year}-05-02`, '劳动节'],
    [text(lunar(year, 5, 5)), '端午'],
    [text(lunar(year, 8, 15)), '中秋'],
    ...['01', '02', '03'].map((day) => [`${year}-10-${day}`, '国庆节']),
  ];
  // Two holidays may meet; a day stands once.
  return [...new Map(days)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, name]) => [day.slice(5), name]);
}

/** Days in a row with the same name become one span. */
function spans(days) {
  const found = [];
  for (const [day, name] of days) {
    const last = found.at(-1);
    const next =
      last && new Date(Date.parse(`2024-${last.to}T00:00:00Z`) + 86_400_000).toISOString().slice(5, 10);
    if (last && last.name === name && (next === day || (next === '02-29' && day === '03-01'))) last.to = day;
    else found.push({ from: day, to: day, name });
  }
  return found.map(({ from, to, name }) => `${from === to ? from : `${from}/${to}`} ${name}`);
}

const entry = (year, status, off, work) =>
  `  { year: ${year}, status: '${status}', off: '${spans(off).join(', ')}', work: '${work.map((one) => one.join(' ')).join(', ')}' },`;
const last = official.at(-1);
const coming = Array.from({ length: PROVISIONAL }, (_, index) => last + 1 + index);
process.stdout.write(`// Written by tools/workdays.mjs from chinese-days 1.5.7 and tyme4ts 1.5.2; do not edit.

/** Days by month and day, spans with a slash, each with its holiday. */
export const knownYears = [
${official.map((year) => entry(year, 'official', ofYear(holidays, year), ofYear(workdays, year))).join('\n')}
${coming.map((year) => entry(year, 'provisional', statutory(year), [])).join('\n')}
] as const;
`);
