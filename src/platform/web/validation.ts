import { StandardSchemaValidationPipe } from '@nestjs/common';
import { HubError } from '../../contract/errors.js';

/** As many mistakes as help a person; a list of thousands of bad items is cut here. */
const most = 50;

/** Parses bodies, queries and parameters by the schema beside them; what does not fit is an `invalid_request`. */
export const validation = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new HubError('invalid_request', undefined, {
        errors: issues.slice(0, most).map(({ path, message }) => ({
          path: (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
          message: message.slice(0, 500),
        })),
      }),
  });
