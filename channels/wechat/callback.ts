import { z } from 'zod';
import type { TargetCtx } from '../../src/contract/channel.js';
import type { Json } from '../../src/contract/values.js';
import { callbackCodes, CallbackRefused, decrypt, isSigned } from './crypto.js';
import { trimmed, wordsOfStatus } from './job.js';
import type { WechatSettings } from './settings.js';
import { parseXml } from './xml.js';

type WechatCtx = TargetCtx<WechatSettings>;

const MAX_BYTES = 64 * 1024;
/** How far a callback's time may be from ours, and how long one is remembered. */
const WINDOW_MS = 5 * 60_000;
const REMEMBERED = 512;

const Envelope = z.object({ ToUserName: z.string().optional(), Encrypt: z.string().min(1) });
const PublishInfo = z.object({
  publish_id: z.string().min(1),
  publish_status: z.coerce.number().int(),
  article_id: z.string().optional(),
  article_detail: z.object({ item: z.array(z.object({ article_url: z.string() })).default([]) }).optional(),
  fail_idx: z.array(z.coerce.number().int()).default([]),
});
const Event = z.object({
  FromUserName: z.string(),
  CreateTime: z.string(),
  MsgType: z.string(),
  Event: z.string().optional(),
  MsgID: z.string().optional(),
  Status: z.string().optional(),
  PublishEventInfo: PublishInfo.optional().catch(undefined),
});
type Event = z.infer<typeof Event>;

/** The names under which outcomes have arrived (section 4.4). */
const outcomes = new Set(['PUBLISHJOBFINISH', 'FREEPUBLISHJOBFINISH', 'MASSSENDJOBFINISH']);

/** Answers the platform's callbacks at `<base>/callback`; everything else is not found. Never tells why it refuses. */
export async function answerCallback(request: Request, ctx: WechatCtx): Promise<Response> {
  const url = new URL(request.url);
  const base = ctx.baseUrl === undefined ? undefined : new URL(ctx.baseUrl).pathname;
  if (base === undefined || url.pathname !== `${base}/callback`) return plain(404, 'not found');
  if (request.method !== 'GET' && request.method !== 'POST') return plain(405, 'method not allowed');
  try {
    return await (request.method === 'GET' ? greet(url, ctx) : receive(url, request, ctx));
  } catch (error) {
    if (!(error instanceof CallbackRefused)) throw error;
    ctx.log.warn({ code: error.code, reason: error.message }, 'a callback was refused');
    return plain(403, 'refused');
  }
}

const plain = (status: number, text: string): Response =>
  new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });

interface Signed {
  timestamp: string;
  nonce: string;
}

/** @throws CallbackRefused for a time that is not now, and for fields that no platform sends */
function signedFields(url: URL, ctx: WechatCtx): Signed {
  const timestamp = url.searchParams.get('timestamp') ?? '';
  const nonce = url.searchParams.get('nonce') ?? '';
  const isShaped = /^\d{1,12}$/.test(timestamp) && /^[\x21-\x7e]{1,64}$/.test(nonce);
  if (!isShaped) throw new CallbackRefused(callbackCodes.signature, 'no timestamp and nonce');
  if (Math.abs(ctx.now().getTime() - Number(timestamp) * 1_000) > WINDOW_MS)
    throw new CallbackRefused(callbackCodes.signature, 'its time is not now');
  return { timestamp, nonce };
}

/** The platform checks the address: it wants its own word back, byte for byte. */
function greet(url: URL, ctx: WechatCtx): Response {
  const { timestamp, nonce } = signedFields(url, ctx);
  const word = url.searchParams.get('echostr') ?? '';
  if (!isSigned(url.searchParams.get('signature'), ctx.settings.token, timestamp, nonce))
    throw new CallbackRefused(callbackCodes.signature, 'the signature is wrong');
  if (!/^[\x21-\x7e]{1,256}$/.test(word)) throw new CallbackRefused(callbackCodes.signature, 'no echostr');
  return plain(200, word);
}

/** Safe mode only: a plain message is not signed, so anybody could have written it. */
async function receive(url: URL, request: Request, ctx: WechatCtx): Promise<Response> {
  const { timestamp, nonce } = signedFields(url, ctx);
  if (url.searchParams.get('encrypt_type') !== 'aes')
    throw new CallbackRefused(callbackCodes.signature, 'not in safe mode');
  const body = await readBody(request);
  if (body === undefined) return plain(413, 'too large');
  const envelope = Envelope.safeParse(parseXml(body));
  if (!envelope.success) throw new CallbackRefused(callbackCodes.parse, 'no encrypted message');
  const { ToUserName: account, Encrypt: encrypted } = envelope.data;
  const signature = url.searchParams.get('msg_signature');
  if (!isSigned(signature, ctx.settings.token, timestamp, nonce, encrypted))
    throw new CallbackRefused(callbackCodes.signature, 'the signature is wrong');
  const { ghId } = ctx.settings;
  if (ghId !== undefined && account !== undefined && account !== ghId)
    throw new CallbackRefused(callbackCodes.appId, 'the message is for another account');
  const seal = `${timestamp}.${nonce}.${signature ?? ''}`;
  if (await wasSeen(seal, ctx)) return plain(200, 'success');
  await take(parseXml(open(encrypted, ctx)), ctx);
  await remember(seal, ctx);
  return plain(200, 'success');
}

/** Undefined when it is larger than any callback. */
async function readBody(request: Request): Promise<string | undefined> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > MAX_BYTES) return undefined;
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > MAX_BYTES ? undefined : new TextDecoder().decode(bytes);
}

/** While the key is being changed, messages come under the old one too. */
function open(encrypted: string, { settings }: WechatCtx): string {
  const { appId, encodingAESKey, previousAESKey } = settings;
  try {
    return decrypt(encrypted, encodingAESKey, appId);
  } catch (error) {
    if (previousAESKey === undefined || !(error instanceof CallbackRefused)) throw error;
    return decrypt(encrypted, previousAESKey, appId);
  }
}

/** Keeps what an outcome says and makes a look due. Messages from followers and other events are none of ours. */
async function take(message: Record<string, unknown>, ctx: WechatCtx): Promise<void> {
  const event = Event.safeParse(message);
  if (!event.success || event.data.Event === undefined || !outcomes.has(event.data.Event)) return;
  const ref = event.data.PublishEventInfo?.publish_id ?? event.data.MsgID;
  if (ref === undefined) return;
  const { FromUserName: from, CreateTime: at, Event: name } = event.data;
  const isNew = await ctx.wake(ref, {
    id: `${from}.${at}.${name}.${ref}`,
    message: reportOf(event.data, name),
  });
  ctx.log.info({ event: name, ref, isNew }, 'the platform called');
}

function reportOf({ PublishEventInfo: info, Status: sent }: Event, event: string): Json {
  if (!info) {
    const said = sent ?? '';
    return { event, sent: said, words: { zh: `微信报告：${said}`, en: `WeChat says: ${said}` } };
  }
  const { publish_status: status, article_detail, fail_idx: failed } = info;
  const articleId = trimmed(info.article_id);
  const url = article_detail?.item[0]?.article_url;
  return {
    event,
    status,
    failed,
    ...(articleId !== undefined && articleId !== '' && { articleId }),
    ...(url !== undefined && { url }),
    words: { ...wordsOfStatus(status, failed) },
  };
}

const Seal = z.object({ seal: z.string(), at: z.number() });
const SEALS = 'callbacks';

/** A message that was taken already: the platform repeats what it got no answer to, and so may anybody else. */
async function wasSeen(seal: string, ctx: WechatCtx): Promise<boolean> {
  return (await seals(ctx)).some((known) => known.seal === seal);
}

async function remember(seal: string, ctx: WechatCtx): Promise<void> {
  const now = ctx.now().getTime();
  const recent = (await seals(ctx)).filter(({ at }) => now - at < 2 * WINDOW_MS);
  await ctx.state.set(SEALS, [...recent, { seal, at: now }].slice(-REMEMBERED));
}

async function seals(ctx: WechatCtx): Promise<z.infer<typeof Seal>[]> {
  return z.array(Seal).safeParse(await ctx.state.get(SEALS)).data ?? [];
}
