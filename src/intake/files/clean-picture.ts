import sharp from 'sharp';
import { refuseFile } from '../refuse.js';

/** As good as the eye can tell from the original. */
const quality = 92;

/**
 * The picture without what a camera or a program wrote into it; turned as it was meant to be seen, its colours as they
 * were. @throws HubError `invalid_file` for one that cannot be decoded
 */
export async function cleanPicture(content: Uint8Array): Promise<Uint8Array> {
  try {
    const picture = sharp(content, { animated: true });
    const { format, pages = 1 } = await picture.metadata();
    // Turning is for photographs; a film has no camera's side.
    const upright = pages > 1 ? picture : picture.autoOrient();
    const kept = upright.keepIccProfile();
    switch (format) {
      case 'jpeg':
        return await kept.jpeg({ quality }).toBuffer();
      case 'webp':
        return await kept.webp({ quality }).toBuffer();
      case 'gif':
        return await kept.gif().toBuffer();
      default:
        return await kept.png().toBuffer();
    }
  } catch {
    throw refuseFile('picture');
  }
}
