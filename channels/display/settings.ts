import { z } from 'zod';
import { Panel, usualPanel } from '../../src/contract/slide/panel.js';

const { diagonalInches, distanceMetres, dwellSeconds } = Panel.shape;

/** A group of screens that show the same: what kind of panels they are, and how long a page stays. */
export const DisplaySettings = z.object({
  diagonalInches: diagonalInches
    .default(usualPanel.diagonalInches)
    .meta({ title: '屏幕对角线（英寸）', description: '与观看距离一起决定字号。' }),
  distanceMetres: distanceMetres
    .default(usualPanel.distanceMetres)
    .meta({ title: '观看距离（米）', description: '多数人站在多远处看。' }),
  dwellSeconds: dwellSeconds
    .default(usualPanel.dwellSeconds)
    .meta({ title: '每页停留（秒）', description: '一页约 250 字，读完需要 10 秒以上。' }),
});
export type DisplaySettings = z.infer<typeof DisplaySettings>;
