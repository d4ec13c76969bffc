import type { IncomingMessage, ServerResponse } from 'node:http';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { z } from 'zod';
import { errorCodes, HubError, type ErrorCode, type ProblemDetails } from '../../contract/errors.js';

/** The code for an HTTP status that Nest, express or a body parser chose. */
const codeOfStatus: Record<number, ErrorCode> = {
  400: 'invalid_request',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  405: 'not_found',
  408: 'unavailable',
  410: 'gone',
  413: 'file_too_large',
  415: 'unsupported_file',
  422: 'invalid_file',
  429: 'too_many_attempts',
  503: 'unavailable',
};

/** Errors of PostgreSQL and its driver that mean: it is away, not: the question was wrong. */
const databaseAway = /^(?:08\w{3}|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const driverSaysAway =
  /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after/;

/** What errors of express, its parsers and the database driver carry. */
const Facts = z.object({
  status: z.int().optional().catch(undefined),
  expose: z.boolean().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

/** Turns whatever was thrown into an error with a code; what is not meant for outsiders becomes `internal`. */
export function toHubError(thrown: unknown): HubError {
  if (thrown instanceof HubError) return thrown;
  if (thrown instanceof HttpException) return fromStatus(thrown.getStatus(), thrown.message);
  const { status, expose, code, message } = Facts.catch({}).parse(thrown);
  if (status !== undefined && expose === true) return fromStatus(status, message ?? '');
  const away = databaseAway.test(code ?? '') || driverSaysAway.test(message ?? '');
  return away
    ? new HubError('unavailable', 'the database is away; the hub is bringing it back')
    : new HubError('internal');
}

function fromStatus(status: number, message: string): HubError {
  const code = codeOfStatus[status] ?? (status >= 400 && status < 500 ? 'invalid_request' : 'internal');
  return code === 'internal' ? new HubError(code) : new HubError(code, message);
}

export function problemOf(error: HubError, requestId: string | undefined): ProblemDetails {
  return {
    type: `urn:tongbo:problem:${error.code}`,
    title: errorCodes[error.code][1],
    status: error.status,
    code: error.code,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(requestId === undefined ? {} : { requestId }),
    ...error.extra,
  };
}

/** Answers a request with a problem document (RFC 9457). */
export function sendProblem(request: IncomingMessage, response: ServerResponse, error: HubError): void {
  const requestId = typeof request.id === 'string' ? request.id : undefined;
  response.statusCode = error.status;
  response.setHeader('content-type', 'application/problem+json; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  const retryAfter = error.extra.facts?.['retryAfter'];
  if (typeof retryAfter === 'number') response.setHeader('retry-after', String(retryAfter));
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify(problemOf(error, requestId)));
}

/** The one place where errors become answers. What failed inside the hub goes to the request's line in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<IncomingMessage>();
    const response = http.getResponse<ServerResponse>();
    answerFailure(request, response, thrown);
  }
}

/** Answers with a problem document, or cuts an answer that had begun. */
export function answerFailure(request: IncomingMessage, response: ServerResponse, thrown: unknown): void {
  const error = toHubError(thrown);
  if (error.status >= 500) response.err = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (response.headersSent || response.destroyed) response.destroy();
  else sendProblem(request, response, error);
}
