import { fullBlocks, textBlocks } from '../../../src/contract/slide/document.js';
import {
  dayText,
  fullMarkup,
  layoutVariables,
  qrPath,
  slideMarkup,
  tableRoom,
} from '../../../src/contract/slide/markup.js';
import {
  layoutFor,
  scalesFor,
  type Layout,
  type Panel,
  type Viewport,
} from '../../../src/contract/slide/panel.js';
import type { PageMs } from '../../../src/contract/scene.js';
import type { ReadyItem } from '../cache/library.js';
import { clockText } from './faces.js';
import { startFilm } from './films.js';
import { fontsOf } from './fonts.js';
import { isStill } from './stage.js';
import { stillPictures } from './still-pictures.js';

/** What is shorter stands still at its end: the glass does not flicker. */
const shortestMs = 1_000;

/** A notice cut to this screen. */
export interface CutNotice {
  pages: number;
  /** A new layer that shows this page (from 0). */
  layer(page: number, now: number): HTMLElement;
  /** How long each page stays in milliseconds, where that is not the panel's dwell: a film, until its end. */
  pageMs?: PageMs | undefined;
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
  const stills = isStill() ? await stillPictures(ready) : new Map<string, string>();
  const picture = (hash: string): string => stills.get(hash) ?? pictures.get(hash) ?? '';
  const layerOf = (scale: number, markup: (layout: Layout) => string): HTMLElement => {
    const layer = document.createElement('div');
    layer.className = 'layer';
    const layout = layoutFor(panel, size, scale);
    for (const [name, value] of Object.entries(layoutVariables(layout))) layer.style.setProperty(name, value);
    layer.innerHTML = markup(layout);
    return layer;
  };
  const draw = (scale: number, page: string, now?: number): HTMLElement =>
    layerOf(scale, (layout) =>
      slideMarkup(slides, {
        priority: item.priority,
        portrait: layout.portrait,
        tableRoom: tableRoom(layout),
        published: `${dayText(item.publishedAt)}发布`,
        clock: now === undefined ? '00:00' : clockText(now),
        page,
        picture,
        qr,
      }),
    );
  const full = fullBlocks(slides);
  const text =
    textBlocks(slides).length === 0 && full.length > 0
      ? { scale: 1, pages: 0 }
      : await best(scalesFor(slides, panel, size), (candidate) => draw(candidate, '1 / 1'), measure);
  const pages = text.pages + full.length;
  const dwells = full.map((block) =>
    block.kind === 'film' ? Math.max(shortestMs, Math.round(block.seconds * 1000)) : undefined,
  );
  return {
    pages,
    pageMs: [...Array.from({ length: text.pages }, () => undefined), ...dwells],
    layer(page, now) {
      const number = `${String(page + 1)} / ${String(pages)}`;
      const block = full[page - text.pages];
      if (block) {
        const { priority } = item;
        const layer = layerOf(1, () => fullMarkup(slides, block, { priority, page: number, picture }));
        startFilm(layer, panel.sound === true);
        return layer;
      }
      const layer = draw(text.scale, number, now);
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
    await fontsOf(layer);
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
