import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { safeFileName } from './file-name.js';

/**
 * Answers with a file that nobody's browser runs: to be saved under its name, or shown in place. One with personal data is
 * kept by no browser, so that whoever reads it again asks again.
 */
export function sendFile(
  response: Response,
  { name, mediaType, personal = false }: { name: string; mediaType: string; personal?: boolean },
  content: Uint8Array,
  disposition: 'inline' | 'attachment',
): StreamableFile {
  response.attachment(safeFileName(name, mediaType));
  if (disposition === 'inline') response.setHeader('content-disposition', 'inline');
  response.setHeader('content-type', mediaType);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
  response.setHeader('cache-control', personal ? 'no-store' : 'private, max-age=31536000, immutable');
  return new StreamableFile(content);
}
