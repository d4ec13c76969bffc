import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';
import { decodeText } from '../files/plain.js';
import { refuseFile } from '../refuse.js';
import { readCompound, type Compound } from './compound.js';

/** What a file is by its bytes; its name decides only which kind of plain text. */
export interface FileKind {
  mediaType: string;
  /** Without the dot. */
  extension: string;
  /** Pictures only. */
  width?: number | undefined;
  height?: number | undefined;
}

const pictures: Partial<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
};
/** GB/T 33190; the name that its programs use. */
export const OFD = 'application/ofd';
export const PDF = 'application/pdf';
/** Word's old form, which WPS writes as .wps. */
export const OLD_WORD = 'application/msword';
const documents: Partial<Record<string, string>> = {
  [PDF]: 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
};
/** A text has no mark of its own: its name says which of these it is. */
const texts: Partial<Record<string, string>> = {
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/vtt': 'vtt',
};
const films: Partial<Record<string, string>> = { 'video/mp4': 'mp4', 'video/webm': 'webm' };
const extensions: Partial<Record<string, string>> = {
  ...pictures,
  ...documents,
  ...texts,
  ...films,
  [OFD]: 'ofd',
  [OLD_WORD]: 'doc',
  'application/vnd.ms-excel': 'xls',
};

/** A picture's bytes are decoded by every screen that shows it. */
const maxPixels = 60_000_000;

export const isFilm = (mediaType: string): boolean => mediaType in films;
export const isPicture = (mediaType: string): boolean => mediaType in pictures;
/** The extension of an accepted media type, e.g. `jpg`. */
export const extensionOf = (mediaType: string): string | undefined => extensions[mediaType];

/**
 * Recognises an accepted file.
 * @throws HubError `unsupported_file` or `invalid_file` with `facts.reason`
 */
export async function recognise(content: Uint8Array, name = ''): Promise<FileKind> {
  if (content.byteLength === 0) throw refuseFile('empty');
  const compound = readCompound(content);
  if (compound) return acceptCompound(compound);
  const type = await fileTypeFromBuffer(content);
  // Apple's own name for an MP4.
  const mediaType = type?.mime === 'video/x-m4v' ? 'video/mp4' : (type?.mime ?? '');
  if (/macroenabled/i.test(mediaType)) throw refuseFile('macros');
  if (mediaType === 'application/zip' && isOfd(content)) return { mediaType: OFD, extension: 'ofd' };
  const extension = documents[mediaType] ?? films[mediaType];
  if (extension !== undefined) return { mediaType, extension };
  const picture = pictures[mediaType];
  if (picture === undefined) return recogniseText(content, name);
  return { mediaType, extension: picture, ...measure(content) };
}

/** By the name of the part that it begins with; whether that is there, its reader says. */
function isOfd(content: Uint8Array): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return bytes.lastIndexOf('OFD.xml') > 0;
}

/** Text named .txt or .csv; what is marked up is a page or a picture under another name. */
function recogniseText(content: Uint8Array, name: string): FileKind {
  const extension = extensionIn(name);
  const [mediaType] = Object.entries(texts).find(([, known]) => known === extension) ?? [];
  const text = mediaType === undefined ? undefined : decodeText(content);
  if (mediaType === undefined || extension === undefined || text === undefined || /^\s*</.test(text))
    throw refuseFile('kind');
  return { mediaType, extension };
}

const extensionIn = (name: string): string | undefined =>
  /\.([A-Za-z0-9]{1,5})$/.exec(name.trim())?.[1]?.toLowerCase();

/**
 * Whether a name claims another kind than the content has: such a file was renamed, or comes from somebody who hopes
 * that it is not looked at. Pictures are saved under each other's names every day.
 */
export function isMislabelled(name: string, { mediaType, extension }: FileKind): boolean {
  const claimed = extensionIn(name)?.replace(/^jpeg$/, 'jpg');
  if (claimed === undefined || claimed === extension) return false;
  const isClaimedPicture = Object.values(pictures).includes(claimed);
  return Object.values(extensions).includes(claimed) && !(isClaimedPicture && isPicture(mediaType));
}

/** A picture's size as people see it. @throws HubError `invalid_file` when its header is damaged or the size absurd */
function measure(content: Uint8Array): { width: number; height: number } {
  const { width, height, orientation = 1 } = readSize(content);
  if (!(width > 0) || !(height > 0) || width * height > maxPixels) throw refuseFile('picture');
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

function readSize(content: Uint8Array): { width: number; height: number; orientation?: number } {
  try {
    // It looks past the end of a view, into whatever stands there: a copy has nothing there.
    return imageSize(new Uint8Array(content));
  } catch {
    throw refuseFile('picture');
  }
}

function acceptCompound(compound: Compound): FileKind {
  switch (compound) {
    case 'word':
      return { mediaType: OLD_WORD, extension: 'doc' };
    case 'excel':
      return { mediaType: 'application/vnd.ms-excel', extension: 'xls' };
    case 'other':
      throw refuseFile('kind');
    default:
      throw refuseFile(compound);
  }
}
