import { HttpFailure, type Classified } from '../../src/contract/channel.js';
import type { LocalizedText } from '../../src/contract/values.js';
import { classOf, ridOf } from './codes.js';
import { wordsOf } from './words.js';

/** An error of this channel that knows what the hub should do about it. */
export class WechatError extends Error {
  override readonly name = 'WechatError';
  readonly verdict: Classified['verdict'];
  readonly notBefore: Date | undefined;
  readonly words: LocalizedText | undefined;
  /** The platform's code; missing for what did not come from the platform. */
  readonly code: number | undefined;
  readonly rid: string | undefined;

  constructor(
    message: string,
    facts: Classified & { code?: number; rid?: string | undefined },
    cause?: unknown,
  ) {
    super(message, { cause });
    this.verdict = facts.verdict;
    this.notBefore = facts.notBefore;
    this.words = facts.words;
    this.code = facts.code;
    this.rid = facts.rid;
  }
}

/** Where an answer came from: what it means depends on that. */
export interface Asked {
  /** The call's path. Never its query, which carries the token. */
  path: string;
  /** Whether the call may have changed something that must not happen twice. */
  effect: boolean;
  /** The token's own endpoint: 40001 means a wrong AppSecret there, not an old token. */
  isToken?: boolean;
  now: Date;
}

/** An answer with an `errcode`. */
export function refused(code: number, errmsg: string, asked: Asked): WechatError {
  const rid = ridOf(errmsg);
  const words = wordsOf(code, errmsg, asked.isToken === true);
  const facts = { ...verdictOf(code, asked), code, rid, words };
  return new WechatError(`${asked.path}: ${String(code)} ${errmsg}`.slice(0, 400), facts);
}

function verdictOf(code: number, asked: Asked): Classified {
  const kind = classOf(code);
  switch (kind) {
    case 'busy':
      // A busy platform may have taken it all the same.
      return { verdict: asked.effect ? 'unknown' : 'retry' };
    case 'quota':
      return { verdict: 'retry', notBefore: nextWindow(code, asked.now) };
    // A token that is refused again after it was fetched anew needs a person, as a wrong AppSecret does.
    case 'token':
    case 'account':
      return { verdict: 'reauth' };
    case 'input':
    case 'program':
    case 'person':
      return { verdict: 'reject' };
  }
}

const DAY = 86_400_000;
const BEIJING = 8 * 3_600_000;

/** When a used-up quota counts anew: daily ones at midnight in Beijing, the others after a minute. */
function nextWindow(code: number, now: Date): Date {
  if (code !== 45009 && code !== 45028) return new Date(now.getTime() + 60_000);
  return new Date((Math.floor((now.getTime() + BEIJING) / DAY) + 1) * DAY - BEIJING);
}

/** An answer that is none: not 200, not JSON, or without what was asked for. */
export function unreadable(what: string, asked: Asked, cause?: unknown): WechatError {
  const words = {
    zh: `微信接口的回答无法读懂（${what}）。`,
    en: `WeChat’s answer cannot be read (${what}).`,
  };
  const verdict = asked.effect ? 'unknown' : 'retry';
  return new WechatError(`${asked.path}: ${what}`, { verdict, words }, cause);
}

/** A call without an effect that brought no answer: nothing of the item has been sent, whatever became of it. */
export function unanswered(failure: HttpFailure, asked: Asked): WechatError {
  const words = {
    zh: `没有收到微信接口的回答（${failure.message}）。`,
    en: `WeChat did not answer (${failure.message}).`,
  };
  const verdict = asked.effect && failure.sent ? 'unknown' : 'retry';
  return new WechatError(`${asked.path}: ${failure.message}`, { verdict, words }, failure);
}

/** What the hub makes of a failure. What nobody foresaw is `unknown`. */
export function classify(error: unknown): Classified {
  if (error instanceof WechatError) {
    const { verdict, notBefore, words } = error;
    return { verdict, ...(notBefore && { notBefore }), ...(words && { words }) };
  }
  if (error instanceof HttpFailure) return { verdict: error.sent ? 'unknown' : 'retry' };
  return { verdict: 'unknown' };
}

/** Whether an error is the platform's with one of these codes. */
export const isCode = (error: unknown, ...codes: number[]): error is WechatError =>
  error instanceof WechatError && error.code !== undefined && codes.includes(error.code);
