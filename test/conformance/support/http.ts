import { request } from 'undici';
import type { Http, HttpAnswer } from '../../../src/contract/channel.js';

/** Outbound HTTP of the harness: loopback only, redirects are not followed, errors are the transport's own. */
export const loopbackHttp: Http = async (url, options = {}) => {
  const { hostname } = new URL(url);
  if (hostname !== '127.0.0.1') throw new Error(`the harness reaches 127.0.0.1 only, not ${hostname}`);
  const answer = await request(url, {
    method: options.method ?? 'GET',
    headers: options.headers ?? {},
    body: options.body ?? null,
    signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
  });
  const body = new Uint8Array(await answer.body.arrayBuffer());
  if (body.byteLength > (options.maxBytes ?? 16_777_216))
    throw new Error(`the answer of ${url} is too large`);
  return { status: answer.statusCode, headers: flat(answer.headers), body, text: () => decode(body) };
};

const decode = (body: Uint8Array): string => new TextDecoder().decode(body);

function flat(headers: Record<string, string | string[] | undefined>): HttpAnswer['headers'] {
  const pairs = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    pairs.map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}
