import type { TvDocument } from '../document.js';
import { gaps, safe, safeWidth, type } from './area.js';
import { breakLines, type Line } from './lines.js';
import type { Meter } from './meter.js';
import type { Surround } from './pages.js';

/** The lines above and below: what kind of notice it is and whose, its document number, the page's number. */
export interface HeadAndFoot extends Surround {
  category: { text: string; width: number };
  issuer: Line[];
  docNo: Line[];
}

const { size, line } = type.small;
/** Left and right of the category's words, and kept free for the page's number. */
export const tagPadding = 16;
const pageNumberWidth = 220;

/** Measures head and foot, which leave the rest of the page to title and text. */
export function surroundOf(
  notice: Pick<TvDocument, 'title' | 'category' | 'issuer' | 'docNo'>,
  meter: Meter,
): HeadAndFoot {
  const [category] = breakLines([{ text: notice.category }], { meter, size, width: safeWidth / 2 });
  const width = (category?.width ?? 0) + 2 * tagPadding;
  const issuer = breakLines([{ text: notice.issuer }], { meter, size, width: safeWidth - width - size });
  const docNo = breakLines([{ text: notice.docNo ?? '' }], {
    meter,
    size,
    width: safeWidth - pageNumberWidth,
  });
  return {
    meter,
    title: notice.title,
    top: safe.top + Math.max(1, issuer.length) * line + gaps.underHead,
    bottom: safe.bottom - Math.max(1, docNo.length) * line - gaps.aboveFoot,
    category: { text: notice.category, width },
    issuer,
    docNo,
  };
}
