import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { HubError } from '../../contract/errors.js';
import { sendProblem } from './problem-filter.js';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether the browser says that a page of this very origin asked. What is not a browser says nothing, which `silent`
 * decides on. The scheme is not compared: a proxy in front of the hub may end TLS.
 */
export function fromSameOrigin(headers: IncomingHttpHeaders, silent: boolean): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (origin === undefined && site === undefined) return silent;
  if (site !== undefined && site !== 'same-origin' && !(silent && site === 'none')) return false;
  return (
    origin === undefined || (URL.canParse(origin) && host !== undefined && new URL(origin).host === host)
  );
}

const isProgram = ({ authorization, cookie }: IncomingHttpHeaders): boolean =>
  authorization?.startsWith('Bearer ') === true && cookie === undefined;

/** Pictures are screens' screenshots; no form sends them, and a page of another site would have to ask before. */
const accepted = /^(?:application\/json|multipart\/form-data|image\/(?:jpeg|webp))\s*(?:;|$)/i;

/**
 * Express middleware: a request that changes something comes from the hub's own pages, as its Origin or
 * Sec-Fetch-Site header says, or from a program with a token, which no page can make a browser send; and it carries
 * JSON, multipart form data or a picture.
 */
export function requireSameOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  if (safe.has(request.method ?? '')) {
    next();
    return;
  }
  if (!fromSameOrigin(request.headers, isProgram(request.headers))) {
    const advice = 'send the Origin header of the hub itself with every request that changes something';
    sendProblem(request, response, new HubError('cross_site', advice));
    return;
  }
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  const empty = chunked === undefined && (length === undefined || length === '0');
  if ((type !== undefined || !empty) && !accepted.test(type ?? '')) {
    sendProblem(
      request,
      response,
      new HubError('invalid_request', 'send JSON, multipart form data or a picture'),
    );
    return;
  }
  next();
}
