import { HttpFailure, type Ctx, type HttpAnswer } from '../../src/contract/channel.js';
import type { Hash, LocalizedText } from '../../src/contract/values.js';
import { failureWords, PortalError } from './errors.js';
import { FileTaken, Refusal, Status, type Submission } from './protocol.js';
import { interfaceOf, type Interface, type PortalSettings } from './settings.js';
import { freshStamp, headerNames, requestText, signatureOf } from './signature.js';

type Caller = Pick<Ctx<PortalSettings>, 'http' | 'now' | 'settings'>;

const TIMEOUT = 15_000;
const FILE_TIMEOUT = 30_000;
const MAX_ANSWER = 256 * 1024;

interface Call {
  method: 'GET' | 'POST' | 'PUT';
  /** Below the interface's address. */
  path: string;
  body?: string | Uint8Array;
  type?: string;
  timeoutMs?: number;
}

/** The portal's interface, as README.md defines it. Every call is signed anew. */
export class PortalApi {
  private constructor(
    private readonly at: Interface,
    private readonly caller: Caller,
  ) {}

  /** @throws PortalError `reauth` when the target's settings name no interface. */
  static of(caller: Caller): PortalApi {
    const at = interfaceOf(caller.settings);
    if (!at)
      throw new PortalError('reauth', {
        zh: '没有填写报送接口的网址和密钥，请在发布目标里补全',
        en: 'The target has no interface address and key; complete its settings',
      });
    return new PortalApi(at, caller);
  }

  /** Puts one file under a submission's id. Doing so twice changes nothing, and nobody sees it before the submission. */
  async putFile(id: string, hash: Hash, bytes: Uint8Array, type: string): Promise<void> {
    const path = `/${id}/files/${hash.slice(hash.indexOf(':') + 1)}`;
    let answer: HttpAnswer;
    try {
      answer = await this.call({ method: 'PUT', path, body: bytes, type, timeoutMs: FILE_TIMEOUT });
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      throw notTaken(failureWords(error), error);
    }
    const taken = answer.status < 300 ? FileTaken.safeParse(json(answer)) : undefined;
    if (taken?.success && taken.data.hash === hash) return;
    const refused = refusal(answer);
    if (refused.verdict !== 'unknown') throw refused;
    throw notTaken(refused.words, refused);
  }

  /** Submits. A second call with the same id gets the answer of the first. */
  async submit(submission: Submission): Promise<Status> {
    const body = JSON.stringify(submission);
    const answer = await this.call({ method: 'POST', path: '', body, type: 'application/json' });
    return statusOf(answer, submission.id);
  }

  /** Where a submission stands; undefined when the portal says in its own words that it does not know it. */
  async status(id: string): Promise<Status | undefined> {
    const answer = await this.call({ method: 'GET', path: `/${id}` });
    const refused = answer.status === 404 ? Refusal.safeParse(json(answer)) : undefined;
    if (refused?.success && refused.data.error.code === 'unknown_submission') return undefined;
    return statusOf(answer, id);
  }

  /** Asks for the withdrawal. What never arrived counts as withdrawn from then on. Asking twice changes nothing. */
  async withdraw(id: string, reason: string): Promise<Status> {
    const body = JSON.stringify({ reason });
    const answer = await this.call({
      method: 'POST',
      path: `/${id}/withdrawal`,
      body,
      type: 'application/json',
    });
    return statusOf(answer, id);
  }

  private call({ method, path, body = '', type, timeoutMs = TIMEOUT }: Call): Promise<HttpAnswer> {
    const { submitUrl, keyId, key } = this.at;
    const url = new URL(`${submitUrl}${path}`);
    const stamp = freshStamp(this.caller.now());
    const text = requestText(method, `${url.pathname}${url.search}`, stamp, body);
    const headers = {
      accept: 'application/json',
      [headerNames.key]: keyId,
      [headerNames.time]: stamp.time,
      [headerNames.nonce]: stamp.nonce,
      [headerNames.signature]: signatureOf(key, text),
      ...(type === undefined ? {} : { 'content-type': type }),
    };
    const content = method === 'GET' ? {} : { body };
    return this.caller.http(url.href, { method, headers, timeoutMs, maxBytes: MAX_ANSWER, ...content });
  }
}

/** Files come before the submission, so whatever fails here is known not to be submitted. */
const notTaken = (words: LocalizedText, cause: unknown): PortalError =>
  new PortalError(
    'retry',
    { zh: `文件没有送到：${words.zh}`, en: `A file did not arrive: ${words.en}` },
    { cause },
  );

/** The documented answer about this very submission, or an error that says what came instead. */
function statusOf(answer: HttpAnswer, id: string): Status {
  if (answer.status >= 300) throw refusal(answer);
  const status = Status.safeParse(json(answer));
  if (status.success && status.data.id === id) return status.data;
  throw undocumented(answer);
}

/** Undefined for what is no JSON. */
function json({ body }: HttpAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What a refusal means for the delivery. Only a refusal in the portal's documented form is believed. */
function refusal(answer: HttpAnswer): PortalError {
  const parsed = Refusal.safeParse(json(answer));
  if (!parsed.success) return undocumented(answer);
  const { code, message } = parsed.data.error;
  switch (code) {
    case 'invalid':
    case 'conflict':
    case 'too_large':
      return new PortalError('reject', {
        zh: `门户不接收：${message}`,
        en: `The portal refuses it: ${message}`,
      });
    case 'unknown_key':
    case 'bad_signature':
      return new PortalError('reauth', {
        zh: `门户不认可签名（${message}）。请核对发布目标里的密钥编号和签名密钥`,
        en: `The portal refuses the signature (${message}). Check the target’s key id and key`,
      });
    case 'clock':
      return new PortalError('reauth', {
        zh: `门户认为时间相差超过 5 分钟（${message}）。请校准本机时钟`,
        en: `The portal’s clock differs by more than five minutes (${message}). Set this machine’s clock`,
      });
    case 'busy':
      return busy(answer, message);
    case 'replayed':
    case 'unknown_submission':
      return new PortalError('unknown', {
        zh: `门户回答：${message}`,
        en: `The portal answered: ${message}`,
      });
  }
}

/** Seconds as the portal names them; the hub's own ladder without them. */
function busy({ headers }: HttpAnswer, message: string): PortalError {
  const seconds = Number(headers['retry-after']);
  const now = Date.parse(headers['date'] ?? '');
  const known = Number.isFinite(seconds) && seconds > 0 && seconds <= 86_400 && !Number.isNaN(now);
  const words = {
    zh: `门户暂时不收稿：${message}`,
    en: `The portal takes nothing at the moment: ${message}`,
  };
  return new PortalError('retry', words, known ? { notBefore: new Date(now + seconds * 1000) } : {});
}

/** A page, a proxy's error, a redirect: nobody can tell whether the portal took it, except by looking. */
function undocumented({ status, headers, body }: HttpAnswer): PortalError {
  const start = new TextDecoder().decode(body.subarray(0, 2_000));
  const title = /<title[^>]*>([^<]{1,80})/i.exec(start)?.[1]?.trim();
  const what = title ?? headers['content-type'] ?? '';
  return new PortalError('unknown', {
    zh: `接口没有按约定回答（状态 ${String(status)}，${what === '' ? '没有内容' : what}），不能确定是否收到，将向门户查询`,
    en: `The interface did not answer as documented (status ${String(status)}, ${what === '' ? 'empty' : what}); the portal will be asked whether it was taken`,
  });
}
