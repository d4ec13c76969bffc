import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';

/** Answers with a document to be saved under its name, whose ending says what it is; nobody keeps it on the way. */
export function sendDocument(response: Response, name: string, bytes: Uint8Array): StreamableFile {
  response.attachment(name);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  return new StreamableFile(bytes);
}
