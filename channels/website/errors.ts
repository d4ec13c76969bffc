import type { Classified } from '../../src/contract/channel.js';

/** An error of this channel that knows what the hub should do about it. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
  constructor(
    readonly code: string,
    readonly verdict: Classified['verdict'],
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The connection never came about, so nothing was sent. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Decides by the innermost cause that says something; what nobody foresaw is `unknown`. */
export function classify(error: unknown): Classified {
  for (const cause of causes(error)) {
    if (cause instanceof SiteError) return { verdict: cause.verdict };
    if (NOT_SENT.has(codeOf(cause))) return { verdict: 'retry' };
  }
  return { verdict: 'unknown' };
}

/** An error and what caused it, outermost first. By shape: an error may come from another realm. */
function causes(error: unknown, depth = 0): unknown[] {
  if (typeof error !== 'object' || error === null || depth > 8) return [error];
  const together = 'errors' in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : [];
  const inner = 'cause' in error ? [error.cause, ...together] : together;
  return [error, ...inner.flatMap((one) => causes(one, depth + 1))];
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
