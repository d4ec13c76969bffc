import type { ReadyItem } from '../cache/library.js';

const mayMove = new Set(['image/gif', 'image/webp']);

/**
 * The first picture of each that may move among an item's files, as addresses by hash, for groups where nothing moves.
 * One that cannot be drawn is left as it is: a notice matters more than its stillness.
 */
export async function stillPictures({ item, pictures }: ReadyItem): Promise<Map<string, string>> {
  const stills = new Map<string, string>();
  for (const { hash, mediaType } of item.assets) {
    const address = pictures.get(hash);
    if (address === undefined || !mayMove.has(mediaType)) continue;
    const still = await firstFrame(address).catch(() => undefined);
    if (still !== undefined) stills.set(hash, still);
  }
  return stills;
}

async function firstFrame(address: string): Promise<string> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return canvas.toDataURL('image/webp');
}
