import type { Manifest } from '../../../src/contract/display.js';
import type { ReadyItem } from '../cache/library.js';
import type { Place } from './cuttings.js';
import { clockFace } from './faces.js';
import { publicity } from './publicity.js';
import type { CutNotice } from './slides.js';

/** What a widget may draw from. */
export interface WidgetFacts extends Place {
  manifest: Manifest;
  ready: readonly ReadyItem[];
  now: number;
  /** Where it may measure. */
  measure: HTMLElement;
}
export interface Widget {
  /** It is cut anew when this changes. */
  stamp(facts: Omit<WidgetFacts, 'measure'>, id: string): string;
  /** `id` is what stands behind the kind in its key: a board's id, a page's address. Undefined: it has nothing to show. */
  cut(facts: WidgetFacts, id: string): Promise<CutNotice | undefined>;
}

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
