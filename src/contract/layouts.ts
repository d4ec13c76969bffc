import { z } from 'zod';
import { layoutFor, type Panel, type Viewport } from './slide/panel.js';
import { Id } from './values.js';

export const PlanName = z.string().trim().min(1).max(60);

/** What a zone shows: `rule` is the playlist of the rule that is on air. A ticker without playlist has all titles. */
export const ZoneShows = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('playlist'), playlistId: Id }),
  z.object({ kind: z.literal('clock') }),
  z.object({ kind: z.literal('publicity') }),
  z.object({ kind: z.literal('ticker'), playlistId: Id.optional() }),
]);
export type ZoneShows = z.infer<typeof ZoneShows>;

const Percent = z.number().min(0).max(100);
/** A part of the glass, in percent of it. */
export const Zone = z
  .object({
    id: z.string().regex(/^[a-z0-9-]{1,20}$/),
    x: Percent,
    y: Percent,
    width: Percent.min(5),
    height: Percent.min(5),
    shows: ZoneShows,
  })
  .refine(({ x, y, width, height }) => x + width <= 100 && y + height <= 100, { error: 'beyond the glass' });
export type Zone = z.infer<typeof Zone>;

const Arrangement = z
  .array(Zone)
  .min(1)
  .max(6)
  .refine((zones) => new Set(zones.map(({ id }) => id)).size === zones.length, { error: 'each id once' })
  .refine((zones) => zones.every((zone, index) => !zones.slice(0, index).some((o) => overlap(o, zone))), {
    error: 'zones lie over one another',
  });

/** The same layout for panels that hang across and upright. */
export const Layout = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,36}$/),
  name: PlanName,
  landscape: Arrangement,
  portrait: Arrangement,
});
export type Layout = z.infer<typeof Layout>;

function overlap(a: Zone, b: Zone): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

const main = (width: number, height: number): Zone => ({
  id: 'main',
  x: 0,
  y: 0,
  width,
  height,
  shows: { kind: 'rule' },
});

/** One page fills the glass. */
export const fullLayout: Layout = {
  id: 'full',
  name: '全屏',
  landscape: [main(100, 100)],
  portrait: [main(100, 100)],
};

/** The layouts that every office has. Their names are words of the interface, by their ids. */
export const builtInLayouts: readonly Layout[] = [
  fullLayout,
  {
    id: 'side',
    name: '主区加侧栏',
    landscape: [
      main(70, 100),
      { id: 'clock', x: 70, y: 0, width: 30, height: 26, shows: { kind: 'clock' } },
      { id: 'side', x: 70, y: 26, width: 30, height: 74, shows: { kind: 'publicity' } },
    ],
    portrait: [
      main(100, 62),
      { id: 'side', x: 0, y: 62, width: 100, height: 26, shows: { kind: 'publicity' } },
      { id: 'clock', x: 0, y: 88, width: 100, height: 12, shows: { kind: 'clock' } },
    ],
  },
  {
    id: 'ticker',
    name: '主区加滚动字幕',
    landscape: [
      main(100, 89),
      { id: 'ticker', x: 0, y: 89, width: 100, height: 11, shows: { kind: 'ticker' } },
    ],
    portrait: [
      main(100, 93),
      { id: 'ticker', x: 0, y: 93, width: 100, height: 7, shows: { kind: 'ticker' } },
    ],
  },
];

/** A built-in layout or one of the office's own. */
export const layoutOf = (own: readonly Layout[], id: string): Layout | undefined =>
  builtInLayouts.find((layout) => layout.id === id) ?? own.find((layout) => layout.id === id);

/** A zone's size on a screen, in whole CSS pixels. */
export const zoneSize = (zone: Zone, { width, height }: Viewport): Viewport => ({
  width: Math.round((zone.width / 100) * width),
  height: Math.round((zone.height / 100) * height),
});

/** A zone as a panel of its own: as many pixels to the inch as the whole, seen from as far away. */
export const zonePanel = (panel: Panel, zone: Viewport, whole: Viewport): Panel => ({
  ...panel,
  diagonalInches:
    (panel.diagonalInches * Math.hypot(zone.width, zone.height)) / Math.hypot(whole.width, whole.height),
});

const lineHeight = 1.5;
/** Lines of text that a zone has to have room for. */
const leastLines = { rule: 8, playlist: 8, publicity: 4, clock: 1.6, ticker: 1 } as const;

/**
 * Whether a zone has room for what it shows, on this screen, in letters that are legible from the viewing distance:
 * at least eight to a line. `layoutFor` would make them smaller instead.
 */
export function isLegible(zone: Zone, panel: Panel, whole: Viewport): boolean {
  const size = zoneSize(zone, whole);
  const { legible } = layoutFor(panel, whole);
  const lines = size.height / (legible * lineHeight);
  return size.width >= legible * 9 && lines >= leastLines[zone.shows.kind];
}
