import {
  dayText,
  layoutVariables,
  qrPath,
  slideMarkup,
  tableRoom,
} from '../../../src/contract/slide/markup.js';
import { layoutFor, scalesFor, type Panel, type Viewport } from '../../../src/contract/slide/panel.js';
import type { ReadyItem } from '../cache/library.js';
import { clockText } from './faces.js';

/** A notice cut to this screen. */
export interface CutNotice {
  pages: number;
  /** A new layer that shows this page (from 0). */
  layer(page: number, now: number): HTMLElement;
}

export const viewport = (): Viewport => ({ width: window.innerWidth, height: window.innerHeight });

/**
 * Cuts a notice into pages by measuring it: in the largest type in which it fits on one page, else in the smallest
 * legible one on as many as it takes.
 */
export async function cut(
  ready: ReadyItem,
  panel: Panel,
  measure: HTMLElement,
  size = viewport(),
): Promise<CutNotice> {
  const { slides, item, pictures } = ready;
  const qr = await codeOf(slides.permalink);
  const draw = (scale: number, page: string, now?: number): HTMLElement => {
    const layer = document.createElement('div');
    layer.className = 'layer';
    const layout = layoutFor(panel, size, scale);
    for (const [name, value] of Object.entries(layoutVariables(layout))) layer.style.setProperty(name, value);
    layer.innerHTML = slideMarkup(slides, {
      priority: item.priority,
      portrait: layout.portrait,
      tableRoom: tableRoom(layout),
      published: `${dayText(item.publishedAt)}发布`,
      clock: now === undefined ? '00:00' : clockText(now),
      page,
      picture: (hash) => pictures.get(hash) ?? '',
      qr,
    });
    return layer;
  };
  const { scale, pages } = await best(
    scalesFor(slides, panel, size),
    (candidate) => draw(candidate, '1 / 1'),
    measure,
  );
  return {
    pages,
    layer(page, now) {
      const layer = draw(scale, `${String(page + 1)} / ${String(pages)}`, now);
      layer.querySelector<HTMLElement>('.slide-flow')?.style.setProperty('--page', String(page));
      return layer;
    },
  };
}

async function best(
  scales: number[],
  draw: (scale: number) => HTMLElement,
  measure: HTMLElement,
): Promise<{ scale: number; pages: number }> {
  let found = { scale: 1, pages: 1 };
  for (const scale of scales) {
    const layer = draw(scale);
    measure.replaceChildren(layer);
    await Promise.allSettled(Array.from(layer.querySelectorAll('img'), async (picture) => picture.decode()));
    found = { scale, pages: pagesIn(layer) };
    if (found.pages === 1) break;
  }
  measure.replaceChildren();
  return found;
}

/** How many columns the flow takes: the browser makes one a page. */
export function pagesIn(layer: HTMLElement): number {
  const flow = layer.querySelector<HTMLElement>('.slide-flow');
  if (!flow) return 1;
  const gap = Number.parseFloat(getComputedStyle(flow).columnGap) || 0;
  return Math.max(1, Math.round((flow.scrollWidth + gap) / (flow.clientWidth + gap)));
}

/** The code is drawn by a part that is loaded when it is first needed. */
export async function codeOf(address: string): Promise<ReturnType<typeof qrPath> | undefined> {
  try {
    const { create } = await import('qrcode');
    return qrPath(create(address, { errorCorrectionLevel: 'M' }).modules);
  } catch {
    // Without network at the very first start the part is missing; the notice itself matters more.
    return undefined;
  }
}
