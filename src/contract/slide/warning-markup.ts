import { levelWords, type ShownWarning } from '../warning.js';
import { dayText, escape, wholeNumbers } from './markup.js';

/** What a warning shows besides its text. */
export interface WarningFrame {
  /** e.g. 1 / 2, of its own pages; empty when there is one. */
  page: string;
  /** How many warnings of this level there are, and which this is, from 0. */
  place: number;
  of: number;
}

const timeText = (instant: string): string =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
const momentText = (instant: string): string => `${dayText(instant)} ${timeText(instant)}`;

const bars = (full: number): string =>
  Array.from({ length: 4 }, (_, n) => `<i class="warning-bar${n < full ? ' warning-full' : ''}"></i>`).join(
    '',
  );

/** A warning as HTML, for the wall and for who is about to start it. The level stands there as word, grade and bars, not as colour alone. */
export function warningMarkup(warning: ShownWarning, { page, place, of }: WarningFrame): string {
  const { colour, grade, gravity, band, ink } = levelWords[warning.level];
  const counted = of > 1 ? `<span>第 ${String(place + 1)} 条，共 ${String(of)} 条</span>` : '';
  const id = warning.identifier === undefined ? '' : `<span>编号 ${escape(warning.identifier)}</span>`;
  const drill = warning.drill ? '<div class="warning-drill" aria-hidden="true">演练</div>' : '';
  const word = warning.drill ? '<b class="warning-word">演练</b>' : '';
  return `<article class="warning warning-${warning.level}" lang="zh-CN" style="--band:${band};--band-ink:${ink}">
<header class="warning-band"><span class="warning-bars" aria-hidden="true">${bars(levelWords[warning.level].bars)}</span>
<h1>${word}${escape(warning.hazard)}${colour}预警</h1><p>${grade} ${gravity}</p></header>
<h2 class="warning-head">${wholeNumbers(warning.headline)}</h2>
<dl class="warning-facts"><dt>影响范围</dt><dd>${wholeNumbers(warning.area)}</dd>
<dt>时间</dt><dd>${escape(momentText(warning.from))} 至 ${escape(momentText(warning.until))}</dd></dl>
<div class="slide-window"><div class="slide-flow"><p class="warning-do">应当采取的措施</p>${paragraphs(warning.instruction)}</div></div>
<footer class="warning-foot"><span>${escape(warning.issuer)}　${escape(momentText(warning.issuedAt))} 发布</span>${id}${counted}<span class="slide-page">${escape(page)}</span></footer>
${drill}</article>`;
}

const paragraphs = (text: string): string =>
  text
    .split(/\n+/)
    .map((part) => `<p>${wholeNumbers(part.trim())}</p>`)
    .join('');

/** What a voice says of it: the level, what, where, what to do. */
export function spoken(warning: ShownWarning): string {
  const { colour, gravity } = levelWords[warning.level];
  const drill = warning.drill ? '这是一次演练。' : '';
  return `${drill}${warning.issuer}发布${warning.hazard}${colour}预警，级别${gravity}。${warning.headline}。影响范围：${warning.area}。请注意：${warning.instruction}`;
}

/** Beside `slideStyle`, whose window and flow it uses. */
export const warningStyle = `
.warning {
  position: absolute; top: 0; left: 0; width: var(--width); height: var(--height); box-sizing: border-box; overflow: hidden;
  display: grid; grid-template: auto auto auto minmax(0, 1fr) auto / minmax(0, 1fr); row-gap: var(--gap);
  padding: 0 var(--margin-x) var(--margin-y); background: #FBFAF7; color: #1F2328; font-size: var(--body); line-height: 1.5;
  border: calc(var(--margin-x) * .3) solid var(--band);
  font-family: 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; line-break: strict;
}
.warning * { box-sizing: border-box; }
.warning-band {
  display: flex; align-items: center; background: var(--band); color: var(--band-ink);
  margin: 0 calc(-1 * var(--margin-x)); padding: calc(var(--gap) * .8) var(--margin-x);
}
.warning-band h1 { flex: 1; margin: 0; font-size: calc(var(--title) * 1.5); line-height: 1.25; font-weight: 700; }
.warning-band p { flex: none; margin: 0; font-size: var(--title); font-weight: 700; padding-left: .6em; }
.warning-word { border: .06em solid currentColor; border-radius: 6px; padding: 0 .25em; margin-right: .35em; font-size: .8em; }
.warning-bars { display: flex; align-items: flex-end; flex: none; height: calc(var(--title) * 1.4); margin-right: calc(var(--gap) * 1.4); }
.warning-bar { width: calc(var(--title) * .26); margin-right: calc(var(--title) * .12); height: 40%; border: .1em solid currentColor; }
.warning-bar:nth-child(2) { height: 60%; }
.warning-bar:nth-child(3) { height: 80%; }
.warning-bar:nth-child(4) { height: 100%; }
.warning-full { background: currentColor; }
.warning-head { margin: 0; font-size: var(--title); line-height: 1.3; font-weight: 700; text-wrap: balance; }
.warning-facts { display: grid; grid-template-columns: auto minmax(0, 1fr); column-gap: 1em; margin: 0; }
.warning-facts dt { color: #4A4F55; white-space: nowrap; }
.warning-facts dd { margin: 0; font-weight: 700; }
.warning .slide-flow { --column: calc(var(--width) - 2 * var(--margin-x) - var(--margin-x) * .6); }
.warning .slide-flow p { text-indent: 0; max-width: none; }
.warning .warning-do { font-weight: 700; border-bottom: .08em solid #B9BDBB; break-after: avoid; }
.warning-foot { display: flex; flex-wrap: wrap; font-size: var(--small); color: #4A4F55; }
.warning-foot span { padding-right: 1.4em; }
.warning-foot .slide-page { margin-left: auto; padding: 0; color: #1F2328; font-weight: 700; }
.warning-drill {
  position: absolute; inset: 0; display: flex; align-items: center; justify-content: center; pointer-events: none;
  font-size: min(38vh, 38vw); font-weight: 700; letter-spacing: .3em; color: #1F2328; opacity: .09; transform: rotate(-18deg);
}
`;
