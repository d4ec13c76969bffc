import { HttpFailure, type Classified } from '../../src/contract/channel.js';
import type { LocalizedText } from '../../src/contract/values.js';

/** An error of this channel that knows what the hub should do about it, in words for people. */
export class PortalError extends Error {
  override readonly name = 'PortalError';
  readonly notBefore: Date | undefined;
  constructor(
    readonly verdict: Classified['verdict'],
    readonly words: LocalizedText,
    options: ErrorOptions & { notBefore?: Date | undefined } = {},
  ) {
    super(words.zh, options);
    this.notBefore = options.notBefore;
  }
}

/** What nobody foresaw is `unknown`. */
export function classify(error: unknown): Classified {
  if (error instanceof PortalError) {
    const { verdict, words, notBefore } = error;
    return { verdict, words, ...(notBefore === undefined ? {} : { notBefore }) };
  }
  if (error instanceof HttpFailure)
    return { verdict: error.sent ? 'unknown' : 'retry', words: failureWords(error) };
  return { verdict: 'unknown' };
}

/** Why a call brought no answer. */
export function failureWords({ sent, message }: HttpFailure): LocalizedText {
  return sent
    ? {
        zh: `请求已发出，但没有得到完整回答：${message}`,
        en: `The call brought no complete answer: ${message}`,
      }
    : { zh: `没有连上：${message}`, en: `It could not be reached: ${message}` };
}
