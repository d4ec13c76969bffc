import sharp from 'sharp';
import { BOARD_PHOTO } from '../../contract/boards.js';
import { HubError } from '../../contract/errors.js';

const accepted = new Set(['jpeg', 'png', 'webp']);
/** A small file may unfold to a picture that fills the memory. */
const maxPixels = 20_000_000;

/**
 * A photo in the board's form: cut to the head's end of it, turned upright, without what the camera wrote into it.
 * @param base64 of a JPEG, PNG or WebP
 * @throws HubError `invalid_file` for anything else
 */
export async function boardPhotoOf(base64: string): Promise<Buffer> {
  try {
    const picture = sharp(Buffer.from(base64, 'base64'), { limitInputPixels: maxPixels });
    const { format } = await picture.metadata();
    if (!accepted.has(format)) throw new Error(`a photo as ${format}`);
    const { width, height } = BOARD_PHOTO;
    return await picture
      .autoOrient()
      .resize({ width, height, fit: 'cover', position: 'top' })
      .webp({ quality: 82 })
      .toBuffer();
  } catch {
    throw new HubError('invalid_file', 'the photo cannot be read: send a JPEG, PNG or WebP picture');
  }
}
