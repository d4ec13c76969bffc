import readExif from 'exif-reader';
import sharp from 'sharp';
import { firstWords, type Reading, type Trait } from './reading.js';

/** Who and what made a picture, by the names that EXIF has for it. */
const makers = {
  Image: ['Artist', 'Copyright', 'XPAuthor', 'HostComputer'],
  Photo: ['CameraOwnerName', 'BodySerialNumber', 'LensSerialNumber'],
} as const;

/** Reads what a picture says about where, by whom and with what it was taken; what it shows only a person sees. */
export async function readPicture(content: Uint8Array): Promise<Reading> {
  const { exif } = await metadataOf(content);
  const read = exif && exifOf(exif);
  if (!read) return { stories: [], traits: [] };
  const names = [
    ...makers.Image.map((name) => textOf((read.Image as Record<string, unknown> | undefined)?.[name])),
    ...makers.Photo.map((name) => textOf((read.Photo as Record<string, unknown> | undefined)?.[name])),
  ].filter((name) => name !== '');
  const place = read.GPSInfo;
  const traits: Trait[] = [];
  if (place?.GPSLatitude !== undefined)
    traits.push({ kind: 'picture-location', count: 1, text: firstWords(coordinates(place)) });
  if (names.length > 0)
    traits.push({ kind: 'picture-metadata', count: names.length, text: firstWords(names.join('、')) });
  return { stories: [], traits };
}

/** Nothing for a picture that cannot be decoded here: its header was read when it came in. */
async function metadataOf(content: Uint8Array): Promise<{ exif?: Buffer | undefined }> {
  try {
    return await sharp(content, { limitInputPixels: false }).metadata();
  } catch {
    return {};
  }
}

/** Cameras write what they like; what cannot be read says nothing to anybody. */
function exifOf(bytes: Buffer): ReturnType<typeof readExif> | undefined {
  try {
    return readExif(bytes);
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll('\0', '').trim() : '';

function coordinates({
  GPSLatitude = [],
  GPSLatitudeRef = '',
  GPSLongitude = [],
  GPSLongitudeRef = '',
}: {
  GPSLatitude?: number[] | undefined;
  GPSLatitudeRef?: string | undefined;
  GPSLongitude?: number[] | undefined;
  GPSLongitudeRef?: string | undefined;
}): string {
  const angle = ([degrees = 0, minutes = 0]: number[]): string =>
    `${String(degrees)}°${String(Math.floor(minutes))}′`;
  return `${angle(GPSLatitude)}${GPSLatitudeRef} ${angle(GPSLongitude)}${GPSLongitudeRef}`;
}
