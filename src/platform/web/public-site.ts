import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { HubError } from '../../contract/errors.js';
import type { Logger } from '../log/index.js';
import { answerFailure } from './problem-filter.js';
import { requestLog } from './request-log.js';
import { fromSameOrigin } from './same-origin.js';
import { visitorAddress } from './visitor-address.js';

/**
 * What answers on the public origin. `request.url` is absolute and begins with the hub's public URL; undefined means
 * that nothing stands there.
 */
export abstract class PublicSite {
  private readonly own = new Map<string, PublicPage>();

  /** @param visitor the address that it comes from; no page is told of it */
  abstract handle(request: Request, visitor: string): Promise<Response | undefined>;

  /** Puts a page of the hub's own at an exact path; it answers GET and HEAD before everything else. */
  at(path: string, page: PublicPage): void {
    if (this.own.has(path)) throw new Error(`two public pages want to stand at ${path}`);
    this.own.set(path, page);
  }

  async answer(request: Request, visitor = 'unknown'): Promise<Response | undefined> {
    const page = this.own.get(new URL(request.url).pathname);
    if (!page) return this.handle(request, visitor);
    if (request.method === 'GET' || request.method === 'HEAD') return page(request);
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  }
}

/** Undefined means that nothing stands there yet. */
type PublicPage = (request: Request) => Promise<Response | undefined>;

/** Callbacks of other systems are small. */
const bodyLimit = 1024 * 1024;

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Pages are read by anyone and run no script of the hub's; a response may bring a policy of its own. */
const headers = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'DENY',
};

/** An HTTP server for the public pages: no cookies in or out, no route of the console. Not yet listening. */
export function createPublicServer(
  site: PublicSite,
  publicUrl: string,
  logger: Logger,
  trustedProxies: readonly string[] = [],
): Server {
  const log = requestLog(logger);
  return createServer({ requestTimeout: 30_000 }, (request, response) => {
    log(request, response);
    answer({ site, publicUrl, trustedProxies }, request, response).catch((thrown: unknown) => {
      answerFailure(request, response, thrown);
    });
  });
}

async function answer(
  {
    site,
    publicUrl,
    trustedProxies,
  }: { site: PublicSite; publicUrl: string; trustedProxies: readonly string[] },
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // Other systems' callbacks say nothing of an origin; a page elsewhere may not make its readers' browsers send forms.
  if (incoming.method === 'POST' && !fromSameOrigin(incoming.headers, true)) throw new HubError('cross_site');
  const request = await toRequest(incoming, publicUrl);
  const answered = await site.answer(request, visitorAddress(incoming, trustedProxies));
  if (!answered) throw new HubError('not_found');
  response.statusCode = answered.status;
  answered.headers.forEach((value, name) => {
    if (name !== 'set-cookie') response.setHeader(name, value);
  });
  if (incoming.method === 'HEAD' || answered.body === null) {
    await answered.body?.cancel();
    response.end();
    return;
  }
  await pipeline(Readable.fromWeb(answered.body as ReadableStream), response);
}

async function toRequest(incoming: IncomingMessage, publicUrl: string): Promise<Request> {
  const path = incoming.url ?? '/';
  // A target such as //elsewhere or http://elsewhere must not leave the hub's own origin.
  if (!path.startsWith('/') || !URL.canParse(`${publicUrl}${path}`)) throw new HubError('invalid_request');
  const fields = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || name === 'cookie' || name === 'authorization') return [];
    return [[name, Array.isArray(value) ? value.join(', ') : value]];
  });
  const method = incoming.method ?? 'GET';
  if (!methods.has(method)) throw new HubError('invalid_request', `${method} is not answered here`);
  const bodiless = method === 'GET' || method === 'HEAD';
  const body = bodiless ? null : await readBody(incoming);
  return new Request(`${publicUrl}${path}`, { method, headers: fields, body });
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > bodyLimit) throw new HubError('file_too_large', `at most ${bodyLimit} bytes are read here`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
