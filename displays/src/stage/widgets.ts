import { boardFiles, nextChange, type Board } from '../../../src/contract/boards.js';
import type { Manifest } from '../../../src/contract/display.js';
import { boardPages } from './board.js';
import { clockFace } from './faces.js';
import { publicity } from './publicity.js';
import { web } from './web.js';
import type { Widget } from './widget.js';

const clock: Widget = {
  stamp: () => '',
  cut: ({ panel, size }) => Promise.resolve({ pages: 1, layer: (_, now) => clockFace(now, panel, size) }),
};

const boardOf = ({ boards = [] }: Manifest, id: string): Board | undefined =>
  boards.find((one) => one.id === id);

const board: Widget = {
  stamp({ manifest, photos, now, panel }, id) {
    const found = boardOf(manifest, id);
    if (!found) return '';
    const here = boardFiles([found]).filter((hash) => photos.has(hash));
    return JSON.stringify([found, here, nextChange(found, now), panel]);
  },
  cut({ manifest, photos, panel, size }, id) {
    const found = boardOf(manifest, id);
    return Promise.resolve(found && boardPages(found, photos, panel, size));
  },
};

/** By kind. What is not here is passed over, as if it had nothing to show. */
export const widgets: Partial<Record<string, Widget>> = { board, clock, publicity, web };

/** The widget of a key, and what stands behind its kind. */
export function widgetOf(key: string): { widget: Widget; id: string } | undefined {
  const [kind = '', id = ''] = key.split(' ');
  const widget = widgets[kind];
  return widget && { widget, id };
}
