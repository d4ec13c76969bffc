import { z } from 'zod';
import { columnsOf, runsText, textBlocks, type SlidesV1, type TextBlock } from './document.js';

/** The wall: how large the picture is, how far people stand from it, how long a page stays. */
export const Panel = z.object({
  diagonalInches: z.number().min(5).max(500),
  distanceMetres: z.number().min(0.3).max(100),
  dwellSeconds: z.number().min(4).max(120),
  /** Films may be heard. */
  sound: z.boolean().optional(),
});
export type Panel = z.infer<typeof Panel>;

/** What most lobbies have; also what a preview is made for. */
export const usualPanel: Panel = { diagonalInches: 55, distanceMetres: 4, dwellSeconds: 12 };

export interface Viewport {
  /** CSS pixels. */
  width: number;
  height: number;
}

/** Every measure that the slide's style needs, in CSS pixels. Style and estimate read the same numbers. */
export interface Layout extends Viewport {
  portrait: boolean;
  marginX: number;
  marginY: number;
  /** The smallest size at which text is legible from the viewing distance. */
  legible: number;
  body: number;
  title: number;
  /** Head and foot lines. */
  small: number;
  gap: number;
  qr: number;
  /** Of a line of text, and of the column that tables may fill. */
  textWidth: number;
  column: number;
  pictureHeight: number;
}

const mmPerInch = 25.4;
const bodyArcMinutes = 25;
const titleArcMinutes = 35;
/** Characters in a line: more is tiring, fewer is choppy. */
const longestLine = 28;
const shortestLine = 18;
const lineHeight = 1.5;
const titleLineHeight = 1.3;

/** How many CSS pixels a visual angle covers for a viewer at the panel's distance. */
export function pixelsFor(arcMinutes: number, panel: Panel, viewport: Viewport): number {
  const pitch = (panel.diagonalInches * mmPerInch) / Math.hypot(viewport.width, viewport.height);
  const size = 2 * panel.distanceMetres * 1000 * Math.tan((arcMinutes / 60 / 2) * (Math.PI / 180));
  return size / pitch;
}

/** The measures for a viewport; `scale` ≥ 1 enlarges the text beyond the legible size. */
export function layoutFor(panel: Panel, viewport: Viewport, scale = 1): Layout {
  const { width, height } = viewport;
  const portrait = height > width;
  const marginX = Math.round(width * 0.05);
  const marginY = Math.round(height * 0.05);
  // A viewer far away would need letters that do not fit: at least eight to a line, whatever the settings say.
  const legible = Math.min(Math.round(pixelsFor(bodyArcMinutes, panel, viewport)), Math.floor(width / 9));
  const title = Math.min(Math.round(pixelsFor(titleArcMinutes, panel, viewport)), Math.floor(width / 9));
  const small = Math.max(16, Math.round(legible * 0.65));
  const gap = Math.round(legible * 0.6);
  const qr = Math.round(portrait ? width * 0.2 : width * 0.155);
  const inner = width - 2 * marginX;
  const body = Math.round(legible * scale);
  const column = portrait ? inner : inner - qr - 2 * gap;
  const textWidth = Math.min(column, body * longestLine);
  const pictureHeight = Math.round(height * (portrait ? 0.38 : 0.36));
  return {
    width,
    height,
    portrait,
    marginX,
    marginY,
    legible,
    body,
    title,
    small,
    gap,
    qr,
    textWidth,
    column,
    pictureHeight,
  };
}

/** From the largest to the legible size: a short notice may fill its page, a long one keeps to legible. */
const scales = [1.6, 1.45, 1.3, 1.15, 1];

/** The scales to try for a document: none that would make lines too short, none that surely takes several pages. */
export function scalesFor(document: SlidesV1, panel: Panel, viewport: Viewport): number[] {
  const base = layoutFor(panel, viewport);
  const roomy = scales.filter((scale) => base.textWidth >= base.legible * scale * shortestLine * 0.98);
  const fitting = roomy.filter((scale) => estimatePages(document, layoutFor(panel, viewport, scale)) <= 1);
  return [...fitting.filter((scale) => scale > 1), 1];
}

/** Roughly how many pages a document's text takes, leaning to too many. The screen itself measures. */
export function estimatePages(document: SlidesV1, layout: Layout): number {
  const inner = layout.width - 2 * layout.marginX;
  const titleLines = lines(document.title, inner / layout.title);
  const head = layout.small * lineHeight + layout.gap;
  const titleHeight = titleLines * layout.title * titleLineHeight + layout.gap;
  const foot = (layout.portrait ? layout.qr : layout.small * lineHeight) + layout.gap;
  const room = layout.height - 2 * layout.marginY - head - titleHeight - foot;
  const needed = textBlocks(document).reduce((sum, block) => sum + blockHeight(block, layout), 0);
  return Math.max(1, Math.ceil(needed / Math.max(room, layout.body * lineHeight)));
}

function blockHeight(block: TextBlock, layout: Layout): number {
  const { body, textWidth } = layout;
  const perLine = textWidth / body;
  const line = body * lineHeight;
  const after = body * 0.35;
  switch (block.kind) {
    case 'heading':
      return lines(runsText(block.runs), perLine / 1.1) * line * 1.1 + after * 2;
    case 'paragraph':
      return lines(`\u3000\u3000${runsText(block.runs)}`, perLine) * line + after;
    case 'list':
      return block.items.reduce(
        (sum, item) => sum + lines(runsText(item.runs), perLine - 2 * (item.depth + 1)) * line + after,
        0,
      );
    case 'table': {
      const perCell = layout.column / Math.max(body * 0.9, layout.legible) / columnsOf(block) - 0.9;
      return block.rows.reduce(
        (sum, row) =>
          sum + Math.max(1, ...row.map((cell) => lines(runsText(cell.runs), perCell))) * line + body * 0.4,
        after,
      );
    }
    case 'picture':
      return layout.pictureHeight + after + (block.caption ? line : 0);
  }
}

/** Lines that a text takes at so many Han characters a line. */
function lines(text: string, perLine: number): number {
  // A line that does not end with a full one: numbers and dates stay whole.
  const usable = Math.max(1, perLine * 0.95);
  return text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(widthOf(part) / usable)), 0);
}

/** A text's width in Han characters. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character < '\u2000' ? 0.6 : 1;
  return width;
}
