import sharp, { type Sharp } from 'sharp';

/** A picture as the platform takes it inside an article: JPEG or PNG below 1 MB (section 2.1). */
export interface ArticlePicture {
  bytes: Uint8Array;
  mediaType: 'image/jpeg' | 'image/png';
  width: number;
  height: number;
}

/** A little below the limit, which is said to be "less than 1 MB". */
const MAX_BYTES = 1_000_000;
const WIDTHS = [1080, 900, 720, 540] as const;
const QUALITIES = [86, 76, 64] as const;
/** 2.35 : 1. */
export const COVER = { width: 900, height: 383 } as const;
/** Narrower pictures would be blown up into a cover. */
const MIN_COVER_WIDTH = 600;

/**
 * Writes a picture anew: upright, at most 1080 pixels wide, without what a camera wrote into it. Drawings stay PNG where
 * that is small enough. Deterministic. Rejects when the bytes are no picture.
 */
export async function articlePicture(bytes: Uint8Array): Promise<ArticlePicture> {
  const { format, pages = 1 } = await sharp(bytes).metadata();
  const at = (width: number) =>
    sharp(bytes).autoOrient().resize({ width, withoutEnlargement: true }).toColourspace('srgb');
  if ((format === 'png' || format === 'gif') && pages === 1) {
    const png = await encoded(at(WIDTHS[0]).png({ compressionLevel: 9 }), 'image/png');
    if (png.bytes.byteLength < MAX_BYTES) return png;
  }
  for (const width of WIDTHS) {
    const image = at(width);
    for (const quality of QUALITIES) {
      const jpeg = await encoded(onWhite(image.clone(), quality), 'image/jpeg');
      if (jpeg.bytes.byteLength < MAX_BYTES) return jpeg;
    }
  }
  throw new Error('the picture cannot be made smaller than 1 MB');
}

const onWhite = (image: Sharp, quality: number): Sharp =>
  image.flatten({ background: '#ffffff' }).jpeg({ quality, chromaSubsampling: '4:4:4' });

async function encoded(image: Sharp, mediaType: ArticlePicture['mediaType']): Promise<ArticlePicture> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { bytes: new Uint8Array(data), mediaType, width: info.width, height: info.height };
}

/** A cover cut from a picture, where it shows most; undefined when the picture is too small for one. */
export async function coverFrom(bytes: Uint8Array): Promise<ArticlePicture | undefined> {
  const upright = await sharp(bytes).autoOrient().toBuffer({ resolveWithObject: true });
  if (upright.info.width < MIN_COVER_WIDTH) return undefined;
  const cut = sharp(upright.data).resize({ ...COVER, fit: 'cover', position: sharp.strategy.attention });
  return encoded(onWhite(cut.toColourspace('srgb'), 86), 'image/jpeg');
}

/** A drawn cover's pixels as the platform takes them. */
export const coverOf = (png: Uint8Array): Promise<ArticlePicture> =>
  encoded(onWhite(sharp(png), 90), 'image/jpeg');
