import { BOARD_PHOTO } from '../../../../src/contract/boards.js';
import { Problem } from '../../api/problem.js';

/** Twice the board's form: the hub makes the last cut. */
const wide = BOARD_PHOTO.width * 2;
const high = BOARD_PHOTO.height * 2;

/**
 * A photo as the browser makes it small, in base64: what a telephone takes is a hundred times what a board shows.
 * @throws Problem `invalid_file` for what the browser can't read as a picture
 */
export async function smallPhoto(file: File): Promise<string> {
  const picture = await createImageBitmap(file).catch((error: unknown) => {
    throw new Problem('invalid_file', undefined, { cause: error });
  });
  const scale = Math.max(wide / picture.width, high / picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = wide;
  canvas.height = high;
  const [width, height] = [picture.width * scale, picture.height * scale];
  // A head is at the top: what is too much is cut below and at both sides.
  canvas.getContext('2d')?.drawImage(picture, (wide - width) / 2, 0, width, height);
  picture.close();
  return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
}
