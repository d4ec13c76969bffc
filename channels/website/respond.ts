import { createHash } from 'node:crypto';

/** An answer before it is fitted to a request. */
export interface Answer {
  status: number;
  type: string;
  body: Uint8Array;
  /** Identifies exactly these bytes. */
  etag: string;
  lastModified?: Date | undefined;
  cache: string;
  headers?: Record<string, string> | undefined;
}

/** Asked again every time, so that a recall is seen at once. */
export const ALWAYS_ASK = 'no-cache';
/** For what its address names by hash. Only the reader's own browser keeps it: a shared cache would outlive a recall. */
export const READER_KEEPS = 'private, max-age=31536000, immutable';
export const EVERYBODY_KEEPS = 'public, max-age=31536000, immutable';

const policy = (forms: "'none'" | "'self'"): string =>
  `default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`;

/** For a page with a form of the site's own. */
export const OWN_FORMS = { 'content-security-policy': policy("'self'") };

export const HTML = 'text/html; charset=utf-8';

/** An answer from text, its ETag being the text's own hash. */
export function textAnswer(status: number, type: string, text: string, more: Partial<Answer> = {}): Answer {
  const body = new TextEncoder().encode(text);
  return { status, type, body, etag: etagOf(body), cache: ALWAYS_ASK, ...more };
}

export const etagOf = (body: Uint8Array): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

/** Fits an answer to a GET or HEAD: 304 when the reader has it, no body for HEAD. */
export function respond(request: Request, answer: Answer): Response {
  const headers = new Headers({
    'content-type': answer.type,
    'content-security-policy': policy("'none'"),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': answer.cache,
    etag: answer.etag,
    ...answer.headers,
  });
  if (answer.lastModified) headers.set('last-modified', answer.lastModified.toUTCString());
  if (answer.status === 200 && readerHas(request, answer))
    return new Response(null, { status: 304, headers });
  headers.set('content-length', String(answer.body.byteLength));
  const body = request.method === 'HEAD' ? null : new Uint8Array(answer.body);
  return new Response(body, { status: answer.status, headers });
}

export function redirect(to: string): Response {
  return new Response(null, { status: 308, headers: { location: to, 'cache-control': ALWAYS_ASK } });
}

export function notAllowed(): Response {
  return new Response('Only GET and HEAD.\n', {
    status: 405,
    headers: {
      allow: 'GET, HEAD',
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** RFC 9110 section 13: the ETag decides when one was sent, the date only without it. */
function readerHas(request: Request, { etag, lastModified }: Answer): boolean {
  const match = request.headers.get('if-none-match');
  if (match !== null) {
    const tags = match.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    return tags.includes('*') || tags.includes(etag);
  }
  const since = Date.parse(request.headers.get('if-modified-since') ?? '');
  if (!lastModified || Number.isNaN(since)) return false;
  return Math.floor(lastModified.getTime() / 1000) * 1000 <= since;
}
