import { wallAt, workCalendarOf } from '../../../src/contract/airtime.js';
import { dayAfter, isWorkday, NOTICE_CATEGORY, workdaysBetween } from '../../../src/contract/kit/workdays.js';
import { OFFICE_ZONE } from '../../../src/contract/kit/office-time.js';
import type { ManifestItem } from '../../../src/contract/display.js';
import type { Programme } from '../../../src/contract/programme.js';
import { escape, layoutVariables, wholeNumbers } from '../../../src/contract/slide/markup.js';
import { layoutFor } from '../../../src/contract/slide/panel.js';
import type { ReadyItem } from '../cache/library.js';
import { clockText } from './faces.js';
import { codeOf, pagesIn } from './slides.js';
import type { Widget } from './widget.js';

/** Until when objections are taken; undefined for what is no 公示, or one without an end. */
export const objectionsUntil = ({ category, until }: ManifestItem): string | undefined =>
  category === NOTICE_CATEGORY ? until : undefined;

const noCalendar: Programme['calendar'] = { off: [], work: [] };
/** A zone with fewer lines than that has the list alone, without title and foot. */
const roomyLines = 11;

/** The public notices (公示) that are open now: until when, how many days are left, how to object. */
export const publicity: Widget = {
  stamp({ ready, now, manifest, panel }) {
    const keys = openNow(ready, now).map(({ item }) => `${item.rendition} ${item.until ?? ''}`);
    return JSON.stringify([keys, wallAt(OFFICE_ZONE, now).day, manifest.programme?.calendar, panel]);
  },

  async cut({ ready, now, manifest, panel, size, measure }) {
    const open = openNow(ready, now);
    if (open.length === 0) return undefined;
    const calendar = manifest.programme?.calendar ?? noCalendar;
    const entries = await Promise.all(open.map((one) => entryMarkup(one, calendar, now)));
    const layout = layoutFor(panel, size);
    const inner = layout.width - 2 * layout.marginX;
    const isRoomy = layout.height >= layout.body * 1.5 * roomyLines;
    const draw = (page: string, time: string): HTMLElement => {
      const layer = document.createElement('div');
      layer.className = 'layer';
      const variables = { ...layoutVariables(layout), '--column': `${String(inner)}px` };
      for (const [name, value] of Object.entries(variables)) layer.style.setProperty(name, value);
      layer.innerHTML = `<article class="slide publicity" lang="zh-CN">
<header class="slide-head"><span class="slide-kind">公示</span><span class="slide-issuer">${escape(manifest.office.name)}</span><span class="slide-clock">${escape(time)}</span></header>
${isRoomy ? `<h1 class="slide-title">正在公示 ${String(open.length)} 项</h1>` : ''}
<div class="slide-window"><div class="slide-flow">${entries.join('')}</div></div>
<footer class="slide-foot"><span class="slide-page">${escape(page)}</span></footer>
</article>`;
      return layer;
    };
    const sample = draw('1 / 1', '00:00');
    measure.replaceChildren(sample);
    const pages = pagesIn(sample);
    measure.replaceChildren();
    return {
      pages,
      layer(page, at) {
        const layer = draw(`${String(page + 1)} / ${String(pages)}`, clockText(at));
        layer.querySelector<HTMLElement>('.slide-flow')?.style.setProperty('--page', String(page));
        return layer;
      },
    };
  },
};

function openNow(ready: readonly ReadyItem[], now: number): ReadyItem[] {
  return ready.filter(({ item }) => {
    const until = objectionsUntil(item);
    return until !== undefined && Date.parse(item.from) <= now && now < Date.parse(until);
  });
}

async function entryMarkup(
  { item, slides }: ReadyItem,
  calendar: Programme['calendar'],
  now: number,
): Promise<string> {
  const end = Date.parse(item.until ?? item.from);
  const [today, published, last] = [now, Date.parse(item.publishedAt), end - 1].map(
    (at) => wallAt(OFFICE_ZONE, at).day,
  ) as [string, string, string];
  const qr = await codeOf(slides.permalink);
  const code = qr
    ? `<svg class="publicity-code" viewBox="-2 -2 ${String(qr.size + 4)} ${String(qr.size + 4)}" role="img" aria-label="公示网页的二维码" shape-rendering="crispEdges"><path d="M-2-2h${String(qr.size + 4)}v${String(qr.size + 4)}h-${String(qr.size + 4)}z" fill="#fff"/><path d="${escape(qr.path)}" fill="#1F2328"/></svg>`
    : '';
  return `<section class="publicity-entry">${code}<h3>${wholeNumbers(slides.title)}</h3>
<p class="publicity-days">${wholeNumbers(daysLeft(calendar, today, published, last))}</p>
<p>公示期 ${wholeNumbers(`${dayWords(dayAfter(published))}至${dayWords(last)}`)}。如有异议，请在公示期内扫码填写，或向${escape(slides.issuer)}反映。</p></section>`;
}

/** Working days of the window that are left, today among them; the day of publication is none of them. */
export function daysLeft(
  calendar: Programme['calendar'],
  today: string,
  published: string,
  last: string,
): string {
  if (today >= last) return '今日截止';
  const days = workCalendarOf(calendar);
  const isToday = today > published && isWorkday(days, today);
  const left = workdaysBetween(days, today, last).count + (isToday ? 1 : 0);
  return `还剩 ${String(left)} 个工作日`;
}

const dayWords = (day: string): string =>
  `${String(Number(day.slice(5, 7)))}月${String(Number(day.slice(8)))}日`;
