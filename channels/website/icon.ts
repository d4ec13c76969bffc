import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { s } from 'hastscript';

/** The seal with the office's first character, for browser tabs. */
export function iconSvg(character: string): string {
  const text = {
    x: 16,
    y: 17,
    fill: '#fff',
    fontSize: 21,
    fontWeight: 700,
    fontFamily: 'Songti SC, Noto Serif SC, Noto Serif CJK SC, SimSun, serif',
    textAnchor: 'middle',
    dominantBaseline: 'central',
  };
  const root: Root = {
    type: 'root',
    children: [
      s('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: '0 0 32 32' }, [
        s('rect', { width: 32, height: 32, rx: 4, fill: '#c8372d' }),
        s('text', text, character),
      ]),
    ],
  };
  return toHtml(root, { space: 'svg' });
}
