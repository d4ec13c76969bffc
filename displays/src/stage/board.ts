import type { Board } from '../../../src/contract/boards.js';
import { boardMarkup, boardVariables, cutBoard } from '../../../src/contract/slide/board.js';
import { layoutVariables } from '../../../src/contract/slide/markup.js';
import type { Panel, Viewport } from '../../../src/contract/slide/panel.js';
import type { CutNotice } from './slides.js';

/**
 * A whereabouts board cut for a place on the glass. `panel` and `size` are those of the place: a zone counts as a panel
 * of its own. `photos` are the addresses of the photos that are here, by hash; `layer` reads what stands in it then.
 * Cut it anew when the board, the panel or the size changes; a layer says what was true at its `now`, until
 * `nextChange(board, now)`.
 */
export function boardPages(
  board: Board,
  photos: ReadonlyMap<string, string>,
  panel: Panel,
  size: Viewport,
): CutNotice {
  const cut = cutBoard(board, panel, size);
  return {
    pages: cut.pages,
    layer(page, now) {
      const layer = document.createElement('div');
      layer.className = 'layer';
      const variables = { ...layoutVariables(cut.layout), ...boardVariables(cut) };
      for (const [name, value] of Object.entries(variables)) layer.style.setProperty(name, value);
      layer.innerHTML = boardMarkup(board, cut, { page, now, photo: (hash) => photos.get(hash) });
      return layer;
    },
  };
}
