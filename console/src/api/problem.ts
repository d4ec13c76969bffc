import type { ErrorCode, ProblemDetails } from '../../../src/contract/errors.js';

/** The hub's codes, and two that only a browser can know of. */
export type ProblemCode = ErrorCode | 'network' | 'unexpected_answer';

/** Every failed call ends as one of these; the dictionary has a sentence for each code. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    readonly details?: ProblemDetails,
    options?: ErrorOptions,
  ) {
    super(details?.detail ?? code, options);
  }

  /** Whether asking once more may help without anybody doing anything. */
  get passing(): boolean {
    return this.code === 'network' || this.code === 'unavailable';
  }
}

/** Whatever was thrown, as a problem with a code. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unexpected_answer', undefined, { cause: error });
}

export function hasCode(error: unknown, code: ProblemCode): boolean {
  return error instanceof Problem && error.code === code;
}
