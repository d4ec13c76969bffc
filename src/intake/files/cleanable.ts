import { isPicture } from '../blobs/kinds.js';

const office = 'application/vnd.openxmlformats-officedocument.';
const kinds: readonly string[] = [
  `${office}wordprocessingml.document`,
  `${office}spreadsheetml.sheet`,
  `${office}presentationml.presentation`,
];

/** Whether it is a .docx, .xlsx or .pptx. */
export const isOfficeFile = (mediaType: string): boolean => kinds.includes(mediaType);

/** Whether a cleaned copy of such a file can be made. */
export const isCleanable = (mediaType: string): boolean => isOfficeFile(mediaType) || isPicture(mediaType);
