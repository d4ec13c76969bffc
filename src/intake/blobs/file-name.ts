import { cleanLine, cutTo } from '../clean.js';
import { extensionOf } from './kinds.js';

/**
 * A file name that is safe to show and to save: no folders, no characters that systems refuse, the extension that its
 * content has, at most 120 characters.
 */
export function safeFileName(given: string, mediaType: string): string {
  const extension = extensionOf(mediaType);
  const base = cleanLine(given)
    .replace(/^.*[/\\]/, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const stem = extension === undefined ? base : base.replace(/\.[A-Za-z][A-Za-z0-9]{0,4}$/, '');
  const short = cutTo(stem.trim(), 110).trim() || 'file';
  return extension === undefined ? short : `${short}.${extension}`;
}
