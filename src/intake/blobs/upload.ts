import {
  createParamDecorator,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import type { Observable } from 'rxjs';
import { draftLimits } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { refuseFile } from '../refuse.js';

/** A file as it came in: what it is called, and its bytes in memory. */
export interface Upload {
  name: string;
  content: Uint8Array;
}

/**
 * A form this long is read to its end though its file is too large, since a sender hears the answer only then; a
 * longer one is cut off.
 */
const drainable = 256 * 1024 * 1024;

const receiver = (fileSize: number) =>
  multer({
    storage: multer.memoryStorage(),
    limits: {
      fileSize,
      files: 1,
      fields: 4,
      fieldSize: 1024,
      parts: 5,
      headerPairs: 50,
    },
    defParamCharset: 'utf8',
  }).single('file');

/** Reads a form's one file, `file`, before the handler runs; too large a one is dropped while it comes in. */
@Injectable()
export class ReadsOneFile implements NestInterceptor {
  protected readonly receive = receiver(draftLimits.fileBytes);

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (!request.is('multipart/form-data'))
      throw new HubError('invalid_request', 'send the file as multipart form data, in the field "file"');
    if (Number(request.headers['content-length'] ?? 0) > drainable) {
      http.getResponse<Response>().setHeader('connection', 'close');
      throw refuseFile('too_large');
    }
    await new Promise<void>((resolve, reject) => {
      this.receive(request, http.getResponse<Response>(), (error: unknown) => {
        if (error === undefined || error === null) resolve();
        else reject(asHubError(error));
      });
    });
    return next.handle();
  }
}

/** The same where a film may come: who takes the file says whether it is one. */
@Injectable()
export class ReadsOneFilm extends ReadsOneFile {
  protected override readonly receive = receiver(draftLimits.filmBytes);
}

function asHubError(error: unknown): Error {
  if (error instanceof MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE') return refuseFile('too_large');
    return new HubError('invalid_request', 'send one file, in the field "file", and nothing else');
  }
  // What is left is a form that is cut off or no form at all.
  return new HubError('invalid_request', error instanceof Error ? error.message : 'the form cannot be read');
}

/** The file that `ReadsOneFile` read. */
export const UploadedOneFile = createParamDecorator((_: unknown, context: ExecutionContext): Upload => {
  const { file } = context.switchToHttp().getRequest<Request>();
  if (!file)
    throw new HubError('invalid_request', 'send the file as multipart form data, in the field "file"');
  return { name: file.originalname, content: file.buffer };
});
