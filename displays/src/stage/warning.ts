import { layoutVariables } from '../../../src/contract/slide/markup.js';
import { layoutFor, type Panel } from '../../../src/contract/slide/panel.js';
import { warningMarkup } from '../../../src/contract/slide/warning-markup.js';
import type { AlertScene } from '../../../src/contract/warning.js';
import { pagesIn, viewport } from './slides.js';

/** A warning cut to this screen: never smaller than legible, on as many pages as that takes. */
export interface CutWarning {
  key: string;
  pages: number;
  /** A new layer that shows this page (from 0). */
  layer(page: number): HTMLElement;
}

export async function cutWarning(
  { warning, place, of }: Extract<AlertScene, { show: 'warning' }>,
  key: string,
  panel: Panel,
  measure: HTMLElement,
): Promise<CutWarning> {
  const size = viewport();
  const draw = (page: string): HTMLElement => {
    const layer = document.createElement('div');
    layer.className = 'layer alert';
    layer.dataset['alert'] = warning.id;
    for (const [name, value] of Object.entries(layoutVariables(layoutFor(panel, size))))
      layer.style.setProperty(name, value);
    layer.innerHTML = warningMarkup(warning, { page, place, of });
    return layer;
  };
  const tried = draw('1 / 1');
  measure.append(tried);
  await Promise.resolve();
  const pages = pagesIn(tried);
  tried.remove();
  return {
    key,
    pages,
    layer(page) {
      const layer = draw(pages === 1 ? '' : `${String(page + 1)} / ${String(pages)}`);
      layer.querySelector<HTMLElement>('.slide-flow')?.style.setProperty('--page', String(page));
      return layer;
    },
  };
}
