import { z } from 'zod';
import { openPdf, type PdfPage } from '../files/pdf.js';
import { withoutRadicals } from '../files/radicals.js';
import type { FixedDocument, FixedPage, Piece } from './fixed.js';

const Item = z.object({
  str: z.string(),
  width: z.number(),
  transform: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
});
const Info = z.object({ Title: z.string().optional().catch(undefined) });

/** Where a .pdf has its text. @throws HubError with `facts.reason` for what is damaged, protected or too large */
export function fixedPdf(content: Uint8Array): Promise<FixedDocument> {
  return openPdf(content, async (pdf, pageAt) => {
    const found: FixedDocument = { pages: [], askew: 0, pictures: 0 };
    found.property = Info.parse((await pdf.getMetadata()).info).Title;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pageAt(number);
      found.pages.push(await fixedPage(page, found));
      page.cleanup();
    }
    return found;
  });
}

async function fixedPage(page: PdfPage, found: FixedDocument): Promise<FixedPage> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const pieces: Piece[] = [];
  for (const one of (await page.getTextContent()).items) {
    const item = Item.safeParse(one);
    if (!item.success || item.data.str.trim() === '') continue;
    const [a, b, c, d, e, f] = onPage(transform, item.data.transform);
    // Signs stand upright on a page whose axis goes down.
    if (Math.abs(b) > 0.1 * Math.abs(a)) found.askew += 1;
    else
      pieces.push({
        text: withoutRadicals(item.data.str),
        x: e,
        y: f,
        width: item.data.width,
        size: Math.hypot(c, d),
        strong: false,
      });
  }
  return { width, height, pieces };
}

type Matrix = [number, number, number, number, number, number];

/** A piece's place in the page as it is looked at: turned, and from the upper left corner. */
function onPage(viewport: number[], [a, b, c, d, e, f]: Matrix): Matrix {
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = viewport;
  return [
    va * a + vc * b,
    vb * a + vd * b,
    va * c + vc * d,
    vb * c + vd * d,
    va * e + vc * f + ve,
    vb * e + vd * f + vf,
  ];
}
