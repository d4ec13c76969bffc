import type { CustomFetch } from 'openid-client';
import type { Http } from '../../contract/channel.js';

/** For one exchange with the provider. */
const limits = { timeoutMs: 8_000, maxBytes: 512 * 1024 };
/** Answers that may not have a body. */
const bodiless = new Set([101, 204, 205, 304]);

/** The library's calls by the hub's one way out: private addresses only where they are listed, no redirects. */
export const outboundFetch =
  (http: Http): CustomFetch =>
  async (url, { method, headers, body, signal }) => {
    const answer = await http(url, {
      method: method as 'GET' | 'POST',
      headers,
      ...(body === null || body === undefined ? {} : { body: textOf(body) }),
      ...(signal === undefined ? {} : { signal }),
      ...limits,
    });
    return new Response(bodiless.has(answer.status) ? null : Buffer.from(answer.body), {
      status: answer.status,
      headers: answer.headers,
    });
  };

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new Error('the provider is sent forms only');
}
