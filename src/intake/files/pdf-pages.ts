import sharp from 'sharp';
import { refuseFile } from '../refuse.js';
import { requireBoundedPdf } from './pdf-bounds.js';
import { openPdfium, type Pdfium } from './pdfium.js';

/** A page as a picture, in WebP. */
export interface PagePicture {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** Blue, green, red and one byte that is not used. */
const BGRX = 3;
const annotations = 0x01;
const white = 0xffffffff;

/**
 * Draws the first pages of a PDF, as large as fits into a box of so many pixels. Chinese text whose font the file does
 * not bring along is drawn in the bundled one.
 * @throws HubError with `facts.reason` for what is damaged or protected
 */
export async function drawPages(
  content: Uint8Array,
  { width, height, most }: { width: number; height: number; most: number },
): Promise<{ total: number; pages: PagePicture[] }> {
  await requireBoundedPdf(content);
  const pdfium = await openPdfium();
  const { api, memory, malloc, free } = pdfium;
  const at = malloc(content.byteLength);
  memory().set(content, at);
  const document = api.FPDF_LoadMemDocument(at, content.byteLength, '');
  try {
    if (document === 0) throw refuseFile('damaged');
    const total = api.FPDF_GetPageCount(document);
    const pages: PagePicture[] = [];
    for (let index = 0; index < Math.min(total, most); index += 1)
      pages.push(await drawPage(pdfium, document, index, { width, height }));
    return { total, pages };
  } finally {
    if (document !== 0) api.FPDF_CloseDocument(document);
    free(at);
  }
}

async function drawPage(
  { api, memory }: Pdfium,
  document: number,
  index: number,
  box: { width: number; height: number },
): Promise<PagePicture> {
  const page = api.FPDF_LoadPage(document, index);
  if (page === 0) throw refuseFile('damaged');
  const [wide, high] = [api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)];
  const scale = Math.min(box.width / wide, box.height / high);
  const size = (points: number): number => Math.max(1, Math.round(points * scale));
  const [width, height] = [size(wide), size(high)];
  const bitmap = api.FPDFBitmap_CreateEx(width, height, BGRX, 0, 0);
  try {
    if (bitmap === 0) throw refuseFile('too_complex');
    api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
    api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, annotations);
    const from = api.FPDFBitmap_GetBuffer(bitmap);
    const stride = api.FPDFBitmap_GetStride(bitmap);
    const pixels = memory().slice(from, from + stride * height);
    const bytes = await sharp(pixels, { raw: { width: stride / 4, height, channels: 4 } })
      .removeAlpha()
      .recomb([
        [0, 0, 1],
        [0, 1, 0],
        [1, 0, 0],
      ])
      .extract({ left: 0, top: 0, width, height })
      .webp({ quality: 82 })
      .toBuffer();
    return { bytes, width, height };
  } finally {
    if (bitmap !== 0) api.FPDFBitmap_Destroy(bitmap);
    api.FPDF_ClosePage(page);
  }
}
