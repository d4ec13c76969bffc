import { HttpFailure, type Classified } from '../../src/contract/channel.js';

/** An error of this channel that knows what the hub should do about it. */
export class TvError extends Error {
  override readonly name = 'TvError';
  constructor(
    readonly code: string,
    readonly verdict: Classified['verdict'],
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Decides by the outermost error that knows something; what nobody foresaw is `unknown`. */
export function classify(error: unknown): Classified {
  if (error instanceof TvError) return { verdict: error.verdict };
  if (error instanceof HttpFailure) return { verdict: error.sent ? 'unknown' : 'retry' };
  return { verdict: 'unknown' };
}
