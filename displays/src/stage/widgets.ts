import { clockFace } from './faces.js';
import { publicity } from './publicity.js';
import type { Widget } from './widget.js';

const clock: Widget = {
  stamp: () => '',
  cut: ({ panel, size }) => Promise.resolve({ pages: 1, layer: (_, now) => clockFace(now, panel, size) }),
};

/** By kind. What is not here is passed over, as if it had nothing to show. */
export const widgets: Partial<Record<string, Widget>> = { clock, publicity };

/** The widget of a key, and what stands behind its kind. */
export function widgetOf(key: string): { widget: Widget; id: string } | undefined {
  const [kind = '', id = ''] = key.split(' ');
  const widget = widgets[kind];
  return widget && { widget, id };
}
