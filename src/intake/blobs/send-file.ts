import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { safeFileName } from './file-name.js';

/** Answers with a file that nobody's browser runs: to be saved under its name, or shown in place. */
export function sendFile(
  response: Response,
  { name, mediaType }: { name: string; mediaType: string },
  content: Uint8Array,
  disposition: 'inline' | 'attachment',
): StreamableFile {
  response.attachment(safeFileName(name, mediaType));
  if (disposition === 'inline') response.setHeader('content-disposition', 'inline');
  response.setHeader('content-type', mediaType);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
  response.setHeader('cache-control', 'private, max-age=31536000, immutable');
  return new StreamableFile(content);
}
