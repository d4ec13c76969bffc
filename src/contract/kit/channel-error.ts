import { HttpFailure, type Classified } from '../channel.js';

/** A channel's error that knows what the hub should do about it. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
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
  if (error instanceof ChannelError) return { verdict: error.verdict };
  if (error instanceof HttpFailure) return { verdict: error.sent ? 'unknown' : 'retry' };
  return { verdict: 'unknown' };
}
