import type { Priority } from '../values.js';
import {
  runsText,
  textBlocks,
  type Cell,
  type FullBlock,
  type ListItem,
  type Runs,
  type SlidesV1,
  type TextBlock,
} from './document.js';
import { widthOf, type Layout } from './panel.js';

/** What a slide shows besides its document. Texts, ready to be read. */
export interface SlideFrame {
  priority: Priority;
  /** e.g. 2026年11月23日发布 */
  published: string;
  /** e.g. 10:30; missing in stills. */
  clock?: string | undefined;
  /** e.g. 1 / 3 */
  page: string;
  /** An address for each picture. */
  picture: (hash: string) => string;
  portrait: boolean;
  /** How many characters of a table fit side by side; `tableRoom` knows. */
  tableRoom: number;
  /** Path data of the QR code and its size in modules. */
  qr?: { path: string; size: number } | undefined;
}

const priorityWord: Record<Priority, string> = { routine: '', urgent: '紧急', emergency: '应急' };

/** The slide as HTML, for the wall and for the reviewer alike. Every text is escaped; nothing else gets in. */
export function slideMarkup(document: SlidesV1, frame: SlideFrame): string {
  const { priority } = frame;
  const word = priorityWord[priority];
  return `<article class="slide slide-${priority}${frame.portrait ? ' slide-portrait' : ''}" lang="zh-CN">
<header class="slide-head">
${word && `<span class="slide-priority">${word}</span>`}<span class="slide-kind">${escape(document.category)}</span>
<span class="slide-issuer">${escape(document.issuer)}</span><span class="slide-clock">${escape(frame.clock ?? '')}</span>
</header>
<h1 class="slide-title">${wholeNumbers(document.title)}</h1>
<div class="slide-window"><div class="slide-flow">${textBlocks(document)
    .map((b) => blockMarkup(b, frame))
    .join('')}</div></div>
<footer class="slide-foot"><span>${escape(frame.published)}</span>${docNo(document)}<span class="slide-page">${escape(frame.page)}</span></footer>
${qrMarkup(frame.qr)}
</article>`;
}

/** A page that a film or a page of a document fills, as HTML. */
export function fullMarkup(
  document: SlidesV1,
  block: FullBlock,
  frame: Pick<SlideFrame, 'priority' | 'page' | 'picture'>,
): string {
  const word = priorityWord[frame.priority];
  return `<article class="slide slide-${frame.priority} slide-full" lang="zh-CN">
<div class="slide-fill">${fullBlockMarkup(block, frame.picture)}</div>
<footer class="slide-foot">${word && `<span class="slide-priority">${word}</span>`}<span class="slide-name">${escape(document.title)}</span><span class="slide-page">${escape(frame.page)}</span></footer>
</article>`;
}

/** A film stands muted and begins by itself; whoever shows it may let it be heard. */
export function fullBlockMarkup(block: FullBlock, address: (hash: string) => string): string {
  const size = ` width="${String(block.width)}" height="${String(block.height)}"`;
  const source = escape(address(block.asset));
  if (block.kind === 'sheet') {
    const alt = `${block.file} 第 ${String(block.page)} 页，共 ${String(block.pages)} 页`;
    return `<img src="${source}" alt="${escape(alt)}"${size}>`;
  }
  const poster = block.poster === undefined ? '' : ` poster="${escape(address(block.poster))}"`;
  const track =
    block.captions === undefined
      ? ''
      : `<track kind="captions" srclang="zh" label="字幕" default src="${escape(address(block.captions))}">`;
  return `<video class="slide-film" src="${source}" aria-label="${escape(block.file)}" muted autoplay playsinline disablepictureinpicture${poster}${size}>${track}</video>`;
}

/** The last characters of a text stay together, so that no line consists of one. */
const unbrokenEnd = (html: string): string =>
  html.replace(
    /([\u4E00-\u9FFF]{2}[，。；：、！？）”》]{0,3})((?:<\/strong>)?)$/,
    '<span class="whole">$1</span>$2',
  );

type Table = Extract<TextBlock, { kind: 'table' }>;

const docNo = ({ docNo: number }: SlidesV1): string => (number ? `<span>${escape(number)}</span>` : '');

function qrMarkup(qr: SlideFrame['qr']): string {
  if (!qr) return '<aside class="slide-qr"></aside>';
  const box = `-2 -2 ${String(qr.size + 4)} ${String(qr.size + 4)}`;
  return `<aside class="slide-qr"><svg viewBox="${box}" role="img" aria-label="本信息网页的二维码" shape-rendering="crispEdges"><path d="M-2-2h${String(qr.size + 4)}v${String(qr.size + 4)}h-${String(qr.size + 4)}z" fill="#fff"/><path d="${escape(qr.path)}" fill="#1F2328"/></svg><span>扫码看网页</span></aside>`;
}

/** Path data for the dark modules of a QR code, row by row. */
export function qrPath(modules: { size: number; data: ArrayLike<number> }): { path: string; size: number } {
  const { size, data } = modules;
  let path = '';
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      if (!data[y * size + x]) continue;
      const start = x;
      while (x + 1 < size && data[y * size + x + 1]) x += 1;
      path += `M${String(start)} ${String(y)}h${String(x - start + 1)}v1h-${String(x - start + 1)}z`;
    }
  return { path, size };
}

function blockMarkup(block: TextBlock, frame: SlideFrame): string {
  switch (block.kind) {
    case 'heading':
      return `<h${String(block.level)}>${runsMarkup(block.runs)}</h${String(block.level)}>`;
    case 'paragraph':
      return block.role
        ? `<p class="${block.role}">${runsMarkup(block.runs)}</p>`
        : `<p>${unbrokenEnd(runsMarkup(block.runs)).replaceAll('<br>', '<br><span class="indent"></span>')}</p>`;
    case 'list':
      return `<ul>${block.items.map(itemMarkup).join('')}</ul>`;
    case 'table':
      return tableMarkup(block, frame.tableRoom);
    case 'picture': {
      const size =
        block.width && block.height ? ` width="${String(block.width)}" height="${String(block.height)}"` : '';
      const caption = block.caption ? `<figcaption>${runsMarkup(block.caption)}</figcaption>` : '';
      return `<figure><img src="${escape(frame.picture(block.asset))}" alt="${escape(block.alt)}"${size}>${caption}</figure>`;
    }
  }
}

const itemMarkup = (item: ListItem): string =>
  `<li class="depth-${String(item.depth)}"><span class="marker">${escape(item.marker)}</span>${unbrokenEnd(runsMarkup(item.runs))}</li>`;

function tableMarkup(table: Table, room: number): string {
  const tight = narrowest(table, shortCell) > room;
  if (tight && isPlain(table)) return recordsMarkup(table);
  const row = (cells: Cell[]): string => `<tr>${cells.map(cellMarkup).join('')}</tr>`;
  const head = table.rows.slice(0, table.headRows).map(row).join('');
  const body = table.rows.slice(table.headRows).map(row).join('');
  const caption = table.caption ? `<caption>${runsMarkup(table.caption)}</caption>` : '';
  const tightness = tight ? (narrowest(table, 0) > room ? ' class="tighter"' : ' class="tight"') : '';
  return `<table${tightness}>${caption}${head && `<thead>${head}</thead>`}<tbody>${body}</tbody></table>`;
}

/** One row of names above rows of values: such a table can be read row by row. */
function isPlain(table: Table): boolean {
  const [head] = table.rows;
  const isSpan = (cell: Cell): boolean => cell.columns !== undefined || cell.rows !== undefined;
  const fits = table.rows.every((row) => row.length === head?.length && !row.some(isSpan));
  return table.headRows === 1 && table.rows.length > 1 && fits;
}

/** A table that is too wide for the screen, row by row: the first cell on a line of its own, then each with its name. */
function recordsMarkup(table: Table): string {
  const [names = [], ...rows] = table.rows;
  const caption = table.caption ? `<p class="records-caption">${runsMarkup(table.caption)}</p>` : '';
  const field = (cell: Cell, index: number): string => {
    if (runsText(cell.runs) === '') return '';
    const name = runsMarkup(names[index]?.runs ?? []);
    return `<span class="field"><b>${name}</b>${runsMarkup(cell.runs)}</span>`;
  };
  const record = ([first, ...others]: Cell[]): string =>
    `<li><strong>${first ? runsMarkup(first.runs) : ''}</strong>${others.map((cell, i) => field(cell, i + 1)).join('')}</li>`;
  return `${caption}<ul class="records">${rows.map(record).join('')}</ul>`;
}

/** Names and the like are not broken in cells, unless the table would become too wide for it. */
const shortCell = 4;
const cellPadding = 0.9;

/** How many characters wide a table is at least, when numbers, and cells of so many characters, stay whole. */
function narrowest(table: Table, wholeCell: number): number {
  const columns: number[] = [];
  for (const row of table.rows)
    for (const [index, cell] of row.entries())
      columns[index] = Math.max(columns[index] ?? 1, narrowestCell(cell, wholeCell));
  return columns.reduce((sum, column) => sum + column + cellPadding, 0);
}

function narrowestCell(cell: Cell, wholeCell: number): number {
  const text = runsText(cell.runs);
  if (text.length <= wholeCell) return widthOf(text);
  return Math.max(1, ...Array.from(text.matchAll(whole), ([token]) => widthOf(token)));
}

function cellMarkup(cell: Cell): string {
  const tag = cell.head ? 'th' : 'td';
  const columns = cell.columns ? ` colspan="${String(cell.columns)}"` : '';
  const rows = cell.rows ? ` rowspan="${String(cell.rows)}"` : '';
  const short = runsText(cell.runs).length <= shortCell ? ' class="whole"' : '';
  return `<${tag}${columns}${rows}${short}>${runsMarkup(cell.runs)}</${tag}>`;
}

const runsMarkup = (runs: Runs): string =>
  runs
    .map(({ text, strong }) => (strong ? `<strong>${wholeNumbers(text)}</strong>` : wholeNumbers(text)))
    .join('');

/** A number with its unit, a date, a time, a telephone number: what must not be torn apart at a line's end. */
const whole =
  /(?:\d{1,4}年)?(?:\d{1,2}月)\d{1,2}日|\d{1,4}年\d{1,2}月|[〔[(（]?\d[\d.,:：—–\-/×]{0,16}(?:[〕\])）]\d{0,6}号?|%|％|℃|°C|[年月日时分秒元米吨个名户人次条号楼层室点])?/g;

/** Escaped text whose numbers and dates stay whole and whose line breaks stay. */
export function wholeNumbers(text: string): string {
  let html = '';
  let done = 0;
  for (const match of text.matchAll(whole)) {
    html += escape(text.slice(done, match.index));
    const escaped = escape(match[0]);
    html += match[0].length > 1 ? `<span class="whole">${escaped}</span>` : escaped;
    done = match.index + match[0].length;
  }
  return (html + escape(text.slice(done))).replaceAll('\n', '<br>');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** How many characters of a table fit side by side; its type is a little smaller than the text's. */
export const tableRoom = ({ column, body, legible }: Layout): number =>
  column / Math.max(body * 0.9, legible);

/** The style's variables for a layout, by name. */
export function layoutVariables(layout: Layout): Record<string, string> {
  const px = (value: number): string => `${String(value)}px`;
  return {
    '--width': px(layout.width),
    '--height': px(layout.height),
    '--margin-x': px(layout.marginX),
    '--margin-y': px(layout.marginY),
    '--body': px(layout.body),
    '--legible': px(layout.legible),
    '--title': px(layout.title),
    '--small': px(layout.small),
    '--gap': px(layout.gap),
    '--qr': px(layout.qr),
    '--text-width': px(layout.textWidth),
    '--column': px(layout.column),
    '--picture-height': px(layout.pictureHeight),
  };
}

/** `2026年11月23日` of an instant in an office's zone. */
export function dayText(instant: string | number | Date, timeZone = 'Asia/Shanghai'): string {
  const parts = new Intl.DateTimeFormat('zh-CN', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
    .formatToParts(new Date(instant))
    .filter(({ type }) => type !== 'literal');
  const part = (type: string): string => parts.find((p) => p.type === type)?.value.replace(/\D/g, '') ?? '';
  return `${part('year')}年${part('month')}月${part('day')}日`;
}
