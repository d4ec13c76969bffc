import { escape, layoutVariables } from '../../../src/contract/slide/markup.js';
import { layoutFor } from '../../../src/contract/slide/panel.js';
import type { Place } from './cuttings.js';

/** Faster than that nobody reads along: Han characters a second. */
export const TICKER_SPEED = 6;
const between = '　◆　';

/** Titles that run along a strip, at TICKER_SPEED at most. */
export function tickerLayer(titles: readonly string[], place: Place): HTMLElement {
  const text = titles.join(between);
  const { layer, size } = strip(place, text);
  // Every sign counts as a whole one, so that narrow ones make it slower and nothing makes it faster.
  const ways = place.size.width / size + [...text].length;
  layer.style.setProperty('--ticker-time', `${String(Math.ceil(ways / TICKER_SPEED))}s`);
  return layer;
}

/** The same titles in pieces that stand still, for where nothing may move. */
export function stillTicker(titles: readonly string[], place: Place): string[] {
  const room = Math.max(4, Math.floor(place.size.width / fontSize(place)) - 2);
  return titles.flatMap((title) => {
    const signs = [...title];
    const pieces = Math.ceil(signs.length / room);
    const length = Math.ceil(signs.length / pieces);
    return Array.from({ length: pieces }, (_, piece) =>
      signs.slice(piece * length, (piece + 1) * length).join(''),
    );
  });
}

export function stillTickerLayer(piece: string, place: Place): HTMLElement {
  const { layer } = strip(place, piece);
  layer.classList.add('still');
  return layer;
}

const fontSize = ({ size, panel }: Place): number =>
  Math.max(layoutFor(panel, size).legible, Math.round(Math.min(size.height * 0.5, size.width / 16)));

function strip(place: Place, text: string): { layer: HTMLElement; size: number } {
  const layer = document.createElement('div');
  layer.className = 'layer ticker';
  for (const [name, value] of Object.entries(layoutVariables(layoutFor(place.panel, place.size))))
    layer.style.setProperty(name, value);
  const size = fontSize(place);
  layer.style.setProperty('--ticker-size', `${String(size)}px`);
  layer.innerHTML = `<p class="ticker-text" lang="zh-CN">${escape(text)}</p>`;
  return { layer, size };
}
