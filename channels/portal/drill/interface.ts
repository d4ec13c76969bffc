import { raw, Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { Id } from '../../../src/contract/values.js';
import { Submission, type Refusal } from '../protocol.js';
import { headerNames, isNonce, isSignature, isTimely, requestText, WINDOW_SECONDS } from '../signature.js';
import { errorPage } from './pages.js';
import type { Portal } from './portal.js';
import type { Entry } from './state.js';

const MAX_BODY = 64 * 1024 * 1024;

/** The portal's side of the interface in README.md: every call signed, every nonce once. */
export function interfaceRoutes(portal: Portal): Router {
  const router = Router();
  router.use(raw({ type: () => true, limit: MAX_BODY }));
  router.use((request, response, next) => {
    checkSignature(portal, request, bodyOf(request)).then((wrong) => {
      if (wrong) refuse(response, ...wrong);
      else next();
    }, next);
  });
  router.put('/:id/files/:digits', async (request, response) => {
    await putFile(portal, request, response);
  });
  router.post('/', async (request, response) => {
    await submit(portal, request, response);
  });
  router.get('/:id', (request, response) => {
    const entry = portal.entry(request.params.id);
    if (entry) answer(response, 200, entry);
    else refuse(response, 404, 'unknown_submission', '没有这个编号的来稿');
  });
  router.post('/:id/withdrawal', async (request, response) => {
    const id = Id.safeParse(request.params.id);
    if (id.success) answer(response, 200, await portal.requestWithdrawal(id.data));
    else refuse(response, 400, 'invalid', '编号不是 UUID');
  });
  return router;
}

type Code = Refusal['error']['code'];
type Wrong = [number, Code, string];

/** What is wrong with a call's signature. A nonce that passes is used up. */
async function checkSignature(
  portal: Portal,
  request: Request,
  body: Uint8Array,
): Promise<Wrong | undefined> {
  const header = (name: keyof typeof headerNames): string => request.get(headerNames[name]) ?? '';
  const stamp = { time: header('time'), nonce: header('nonce') };
  const { key, nonces } = portal.state;
  if (header('key') !== portal.identity.slug) return [401, 'unknown_key', '不认识的密钥编号'];
  if (!isTimely(stamp.time, portal.now()))
    return [401, 'clock', `时间超出 5 分钟，本机时间 ${portal.now().toISOString()}`];
  const text = requestText(request.method, request.originalUrl, stamp, body);
  if (!isNonce(stamp.nonce) || !isSignature(key, text, header('signature')))
    return [401, 'bad_signature', '签名不符'];
  if (stamp.nonce in nonces) return [409, 'replayed', '这个请求已经用过'];
  const now = portal.now().getTime() / 1000;
  const young = Object.entries(nonces).filter(([, time]) => now - time <= 2 * WINDOW_SECONDS);
  portal.state.nonces = { ...Object.fromEntries(young), [stamp.nonce]: Number(stamp.time) };
  await portal.save();
  return undefined;
}

async function putFile(portal: Portal, request: Request, response: Response): Promise<void> {
  const { id, digits } = request.params;
  const content = bodyOf(request);
  const kept = await portal.keepFile(content);
  if (kept !== digits || !Id.safeParse(id).success || typeof id !== 'string') {
    refuse(response, 400, 'invalid', '文件内容与网址中的散列值不符');
    return;
  }
  const files = (portal.state.uploads[id] ??= []);
  if (!files.includes(kept)) files.push(kept);
  await portal.save();
  response.status(200).json({ hash: `sha256:${kept}` });
}

async function submit(portal: Portal, request: Request, response: Response): Promise<void> {
  const { answer: how } = portal.state.behaviour;
  if (how === 'error-page') {
    response.status(200).type('html').send(errorPage(portal));
    return;
  }
  if (how === 'busy') {
    response.set('retry-after', '30');
    refuse(response, 429, 'busy', '来稿过多，请稍后再报');
    return;
  }
  const submission = Submission.safeParse(parse(bodyOf(request)));
  if (!submission.success) {
    refuse(response, 422, 'invalid', z.prettifyError(submission.error));
    return;
  }
  const taken = await takeOnce(portal, submission.data);
  if (Array.isArray(taken)) refuse(response, ...taken);
  else if (how === 'lose-after-taking') response.socket?.destroy();
  else if (how === 'error-page-after-taking') response.status(200).type('html').send(errorPage(portal));
  else answer(response, taken.isNew ? 201 : 200, taken.entry);
}

async function takeOnce(
  portal: Portal,
  submission: Submission,
): Promise<{ entry: Entry; isNew: boolean } | Wrong> {
  const { id, contentHash, files } = submission;
  const known = portal.entry(id);
  if (known) {
    const isSame = known.submission === undefined || known.submission.contentHash === contentHash;
    return isSame ? { entry: known, isNew: false } : [409, 'conflict', '同一编号已有不同内容的来稿'];
  }
  const there = portal.state.uploads[id] ?? [];
  const missing = files.filter(({ hash }) => !there.includes(hash.slice('sha256:'.length)));
  if (missing.length > 0) return [422, 'invalid', `缺少文件：${missing.map(({ name }) => name).join('、')}`];
  return { entry: await portal.take(submission), isNew: true };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What came, as bytes; express leaves the body of a call without one as it is. */
function bodyOf(request: Request): Uint8Array {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : new Uint8Array();
}

const answer = (response: Response, status: number, entry: Entry): void => {
  response.status(status).json(entry.status);
};

const refuse = (response: Response, status: number, code: Code, message: string): void => {
  response.status(status).json({ error: { code, message } } satisfies Refusal);
};
