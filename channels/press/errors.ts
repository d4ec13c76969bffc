import { HttpFailure, MailFailure, type Classified } from '../../src/contract/channel.js';
import type { LocalizedText } from '../../src/contract/values.js';

/** An error of this channel that knows what the hub should do about it, and says it to people. */
export class PressError extends Error {
  override readonly name = 'PressError';
  constructor(
    readonly verdict: Classified['verdict'],
    readonly words: LocalizedText,
    readonly notBefore?: Date,
    options?: ErrorOptions,
  ) {
    super(words.en, options);
  }
}

/** Replies that are about our log-in and not about the message: RFC 4954 section 6. */
const LOG_IN = new Set([530, 534, 535, 538]);

/** Decides by the outermost error that knows something; what nobody foresaw is `unknown`. */
export function classify(error: unknown): Classified {
  if (error instanceof PressError) {
    const { verdict, words, notBefore } = error;
    return { verdict, words, notBefore };
  }
  if (error instanceof MailFailure) return classifyMail(error);
  if (error instanceof HttpFailure) return { verdict: error.sent ? 'unknown' : 'retry' };
  return { verdict: 'unknown' };
}

function classifyMail(failure: MailFailure): Classified {
  const { sent, code, message } = failure;
  if (sent) return { verdict: 'unknown' };
  if (code !== undefined && LOG_IN.has(code))
    return {
      verdict: 'reauth',
      words: {
        zh: `邮件服务器拒绝登录（${message}）。请核对该媒体的邮箱账号和授权码，再恢复发送。`,
        en: `The mail server refuses the log-in (${message}). Check the account and its password, then resume.`,
      },
    };
  if (isAddressRefused(failure))
    return {
      verdict: 'reauth',
      words: {
        zh: `邮件服务器在内网地址上，没有登记（${message}）。请管理员登记后恢复发送。`,
        en: `The mail server stands on a private address that is not listed (${message}). List it, then resume.`,
      },
    };
  const words = {
    zh: `邮件没有发出：${message}。将自动重试。`,
    en: `The mail was not sent: ${message}. It is tried again.`,
  };
  return { verdict: code !== undefined && code >= 500 ? 'reject' : 'retry', words };
}

function isAddressRefused({ cause }: { cause?: unknown }): boolean {
  if (typeof cause !== 'object' || cause === null) return false;
  if ('code' in cause && cause.code === 'EADDRESSREFUSED') return true;
  return isAddressRefused(cause);
}
