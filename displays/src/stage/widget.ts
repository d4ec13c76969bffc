import type { Manifest } from '../../../src/contract/display.js';
import type { ReadyItem } from '../cache/library.js';
import type { Place } from './cuttings.js';
import type { CutNotice } from './slides.js';

/** What a widget may draw from. */
export interface WidgetFacts extends Place {
  manifest: Manifest;
  ready: readonly ReadyItem[];
  /** Addresses of the photos on boards that are here, by hash. */
  photos: ReadonlyMap<string, string>;
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
