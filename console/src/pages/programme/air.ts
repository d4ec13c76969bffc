import type { ProgrammeView } from '../../../../src/contract/api/programmes.js';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { NOTICE_CATEGORY } from '../../../../src/contract/kit/workdays.js';
import { isLegible } from '../../../../src/contract/layouts.js';
import { nextChange, nothingRemembered, onAir, type Air } from '../../../../src/contract/on-air.js';
import type { Plan } from '../../../../src/contract/programme.js';
import type { Viewport } from '../../../../src/contract/slide/panel.js';

const across: Viewport = { width: 1920, height: 1080 };
export const upright: Viewport = { width: 1080, height: 1920 };

export const viewportOf = (screen: ScreenView | undefined, isUpright: boolean): Viewport =>
  screen?.viewport ?? (isUpright ? upright : across);

/** What the pure function of the player reads, with a plan as it is being edited. Every item counts as one page. */
export function airOf(
  { programme, items, panel }: ProgrammeView,
  plan: Plan,
  screen: ScreenView | undefined,
  viewport: Viewport,
): Air {
  return {
    programme: { ...programme, ...plan },
    items: items.map(({ from, until, ...item }) => {
      const end = until === undefined ? undefined : Date.parse(until);
      const objectionsUntil = item.category === NOTICE_CATEGORY ? end : undefined;
      return { ...item, from: Date.parse(from), until: end, objectionsUntil };
    }),
    screen: {
      id: screen?.id ?? '',
      tags: screen?.tags ?? [],
      portrait: viewport.height > viewport.width,
    },
    pages: () => 1,
    fits: (zone) => isLegible(zone, panel, viewport),
    dwellMs: panel.dwellSeconds * 1000,
    memory: nothingRemembered,
  };
}

/** A stretch of time with one thing on air: rules by id, none of them, rest, or an emergency. */
export interface Span {
  from: number;
  to: number;
  what: 'rest' | 'emergency' | readonly string[];
}

/** What is on air from one instant to another, in stretches. */
export function spansOf(air: Air, from: number, to: number): Span[] {
  const spans: Span[] = [];
  for (let now = from; now < to;) {
    const scene = onAir(air, now);
    const what = scene.show === 'rest' ? 'rest' : scene.emergency ? 'emergency' : scene.rules;
    const end = Math.min(to, nextChange(air, now) ?? to);
    const last = spans[spans.length - 1];
    if (last && String(last.what) === String(what)) last.to = end;
    else spans.push({ from: now, to: end, what });
    now = end;
  }
  return spans;
}
