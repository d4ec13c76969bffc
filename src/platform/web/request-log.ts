import { pinoHttp } from 'pino-http';
import { newId } from '../ids.js';
import type { Logger } from '../log/index.js';

/** Express middleware: gives each request an id, sends it back as X-Request-Id, and logs how the request ended. */
export const requestLog = (logger: Logger) =>
  pinoHttp({
    logger,
    genReqId: (_, response) => {
      const id = newId();
      response.setHeader('x-request-id', id);
      return id;
    },
    customLogLevel: (_, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      return response.statusCode >= 400 ? 'info' : 'debug';
    },
    serializers: {
      // The query may hold what somebody searched for; ids in paths are enough to follow a request.
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  });
