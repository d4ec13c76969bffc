import { HubError, type ErrorCode } from '../contract/errors.js';

/** Why a file was refused; stable, in `facts.reason`, so that the console has words for each. */
export type FileReason =
  | 'empty'
  | 'too_large'
  | 'unpacks_too_large'
  | 'too_much_text'
  | 'damaged'
  | 'encrypted'
  | 'macros'
  | 'not_word'
  | 'kind'
  | 'picture'
  | 'mislabelled'
  | 'too_complex'
  | 'not_cleanable';

const sentences: Record<FileReason, readonly [ErrorCode, string]> = {
  empty: ['invalid_file', 'The file is empty: choose it again.'],
  too_large: [
    'file_too_large',
    'The file is larger than 20 MB, or as a film than 100 MB: make it smaller or split it.',
  ],
  unpacks_too_large: [
    'file_too_large',
    'The file unpacks to far more than a document holds: save it again from Word and try that.',
  ],
  too_much_text: ['file_too_large', 'The document holds more text than one announcement may: split it.'],
  damaged: [
    'invalid_file',
    'The file is damaged or incomplete: open it in the program that it comes from, save it again and take that.',
  ],
  encrypted: [
    'invalid_file',
    'The file is protected by a password, so that nobody could read it: remove the password and take it again.',
  ],
  macros: ['unsupported_file', 'The file contains macros: save it as .docx without macros.'],
  not_word: [
    'unsupported_file',
    'A draft begins with a .docx, .doc, .wps, .pdf or .ofd file, and this is none, whatever its name says.',
  ],
  kind: [
    'unsupported_file',
    'Files of this kind are not accepted: use PNG, JPEG, WebP or GIF pictures, PDF, OFD, Word, Excel and PowerPoint files, or plain text.',
  ],
  picture: [
    'invalid_file',
    'The picture is damaged or larger than 60 megapixels: save it again and smaller.',
  ],
  mislabelled: [
    'invalid_file',
    'The file’s name says another kind than its content: save it again from the program that it comes from.',
  ],
  too_complex: [
    'file_too_large',
    'Reading the file takes too long: split it, or save it again in a simpler form.',
  ],
  not_cleanable: [
    'unsupported_file',
    'No clean copy can be made of this file: clean it in the program that it comes from, and upload that.',
  ],
};

/** The error for a file that is not taken; its code, sentence and `facts.reason` follow from the reason. */
export function refuseFile(reason: FileReason): HubError {
  const [code, sentence] = sentences[reason];
  return new HubError(code, sentence, { facts: { reason } });
}
