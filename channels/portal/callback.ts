import type { TargetCtx } from '../../src/contract/channel.js';
import { Status } from './protocol.js';
import { interfaceOf, type PortalSettings } from './settings.js';
import { headerNames, isNonce, isSignature, isTimely, statusText } from './signature.js';

const MAX_BODY = 16 * 1024;

/**
 * The portal's status messages at `<mount>/<target>/status`. A message that is signed, timely and new is stored and makes
 * a look due; what it says is never believed by itself.
 */
export async function serve(request: Request, ctx: TargetCtx<PortalSettings>): Promise<Response> {
  const { baseUrl } = ctx;
  const at = interfaceOf(ctx.settings);
  const { pathname } = new URL(request.url);
  if (!at || baseUrl === undefined || pathname !== `${new URL(baseUrl).pathname}/status`)
    return refuse(404, 'not_found', 'There is no such thing here.');
  if (request.method !== 'POST')
    return refuse(405, 'method', 'Status messages are sent with POST.', { allow: 'POST' });
  const header = (name: keyof typeof headerNames): string => request.headers.get(headerNames[name]) ?? '';
  const stamp = { time: header('time'), nonce: header('nonce') };
  if (header('key') !== at.keyId) return refuse(401, 'unknown_key', 'This key is not known here.');
  if (!isTimely(stamp.time, ctx.now()))
    return refuse(
      401,
      'clock',
      `The time differs by more than five minutes; it is ${seconds(ctx.now())} here.`,
    );
  const body = await readBody(request);
  if (body === undefined) return refuse(413, 'too_large', `At most ${String(MAX_BODY)} bytes.`);
  if (!isNonce(stamp.nonce) || !isSignature(at.key, statusText(stamp, body), header('signature')))
    return refuse(401, 'bad_signature', 'The signature does not fit the message.');
  const status = Status.safeParse(parse(body));
  if (!status.success) return refuse(400, 'invalid', 'The message does not have the documented shape.');
  const isNew = await ctx.wake(status.data.id, {
    id: `portal-${stamp.nonce}`,
    message: { status: status.data },
  });
  if (!isNew)
    return refuse(409, 'replayed', 'This message was taken before; it does not have to be sent again.');
  return answer(200, { taken: true });
}

const seconds = (at: Date): string => String(Math.floor(at.getTime() / 1000));

/** Undefined when it is longer than a status message can be. */
async function readBody(request: Request): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) return Buffer.concat(parts);
    size += part.value.byteLength;
    if (size > MAX_BODY) {
      await reader?.cancel();
      return undefined;
    }
    parts.push(part.value);
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const refuse = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Response => answer(status, { error: { code, message } }, headers);

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
