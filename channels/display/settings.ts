import { z } from 'zod';
import { Panel, usualPanel } from '../../src/contract/slide/panel.js';

const { diagonalInches, distanceMetres, dwellSeconds } = Panel.shape;

/** A group of screens that show the same: what kind of panels they are, and how long a page stays. */
export const DisplaySettings = z.object({
  diagonalInches: diagonalInches.default(usualPanel.diagonalInches).meta({
    label: { zh: '屏幕对角线（英寸）', en: 'Diagonal (inches)' },
    hint: {
      zh: '与观看距离一起决定字号。',
      en: 'It sets the size of the letters together with the distance.',
    },
  }),
  distanceMetres: distanceMetres.default(usualPanel.distanceMetres).meta({
    label: { zh: '观看距离（米）', en: 'Viewing distance (metres)' },
    hint: { zh: '多数人站在多远处看。', en: 'Where most people stand.' },
  }),
  dwellSeconds: dwellSeconds.default(usualPanel.dwellSeconds).meta({
    label: { zh: '每页停留（秒）', en: 'Seconds a page' },
    hint: {
      zh: '一页约 250 字，读完需要 10 秒以上。',
      en: 'A page has about 250 characters and takes more than 10 s to read.',
    },
  }),
});
export type DisplaySettings = z.infer<typeof DisplaySettings>;
