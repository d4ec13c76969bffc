import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { renderAsync } from '@resvg/resvg-js';
import type { Font } from 'satori';
import sharp from 'sharp';
import type { Box } from '../layout/pages.js';
import { frame } from '../layout/area.js';
import { Recent } from '../../../src/contract/kit/recent.js';
import { FAMILY, pageElement, type Drawing } from './elements.js';

/** Parsing the two weights takes half a second; satori keeps what it has parsed for as long as this list is the same. */
const fontLists = new WeakMap<Uint8Array, Font[]>();
/** Drafts are drawn again with every change; pages that are the same need not be. */
const drawn = new Recent<Uint8Array>(48);

/** A page as a PNG of 1920 × 1080 pixels. The same page gives the same bytes on one kind of machine. */
export function drawPage(drawing: Drawing, regular: Uint8Array, bold: Uint8Array): Promise<Uint8Array> {
  const key = createHash('sha256')
    .update(JSON.stringify({ ...drawing, surround: { ...drawing.surround, meter: undefined } }))
    .digest('hex');
  return drawn.get(key, () => drawAnew(drawing, regular, bold));
}

/** The same without the memory of what has been drawn. */
export async function drawAnew(drawing: Drawing, regular: Uint8Array, bold: Uint8Array): Promise<Uint8Array> {
  // Loaded when the first page is drawn: it takes a quarter of a second, which a start has no use for.
  const { default: draw } = await import('satori');
  const svg = await draw(pageElement(drawing), { ...frame, fonts: fontList(regular, bold) });
  const image = await renderAsync(svg, { font: { loadSystemFonts: false } });
  return new Uint8Array(image.asPng());
}

function fontList(regular: Uint8Array, bold: Uint8Array): Font[] {
  const known = fontLists.get(regular);
  if (known) return known;
  const font = (bytes: Uint8Array, weight: 400 | 700): Font => ({
    name: FAMILY,
    data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    weight,
    style: 'normal',
  });
  const list = [font(regular, 400), font(bold, 700)];
  fontLists.set(regular, list);
  return list;
}

/** A picture as large as its box allows, upright, at most twice its own size. */
export async function fitPicture(bytes: Uint8Array, { width, height }: Box): Promise<Drawing['picture']> {
  const upright = sharp(bytes, { limitInputPixels: 100_000_000 }).rotate();
  const { autoOrient } = await upright.metadata();
  const most = {
    width: Math.min(width, 2 * autoOrient.width),
    height: Math.min(height, 2 * autoOrient.height),
  };
  const { data, info } = await upright
    .resize({ ...most, fit: 'inside' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer({ resolveWithObject: true });
  return {
    href: `data:image/jpeg;base64,${data.toString('base64')}`,
    width: info.width,
    height: info.height,
  };
}
