import { z } from 'zod';
import { WebOrigins } from '../../src/contract/display.js';
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
  sound: z
    .boolean()
    .default(false)
    .meta({
      label: { zh: '视频可以出声', en: 'Films may be heard' },
      hint: { zh: '不勾选时一律静音播放。', en: 'Without it they play muted.' },
    }),
  webOrigins: WebOrigins.default([]).meta({
    label: { zh: '可以上屏的网站', en: 'Sites that may be shown' },
    hint: {
      zh: '每行一个 https 地址，不带路径，例如 https://www.example.gov.cn。节目单只能选用这些网站的网页；修改后屏幕重新载入时生效。',
      en: 'One https address each, without a path, e.g. https://www.example.gov.cn. A programme may use pages of these sites only; screens take it up when they load anew.',
    },
  }),
});
export type DisplaySettings = z.infer<typeof DisplaySettings>;
