import { z } from 'zod';

/** Troubles that can be ordered. `times` of them happen, then all is well again; -1 is until they are cleared. */
export const Fault = z.object({
  kind: z.enum([
    /** Waits `ms` before it answers. */
    'slow',
    /** Does what was asked, then says nothing for `ms`. */
    'silent',
    /** Does what was asked, then breaks the connection. */
    'lost',
    /** Refuses with `code` before doing anything. */
    'error',
    /** A gateway's HTML page with 502, before doing anything. */
    'gateway',
    /** Answers as text/plain with raw control characters in it. */
    'dirty',
    /** Every token is refused from now on. */
    'revoke',
    /** The next hand-over ends with `status` 2, 3, 4 or 6. */
    'audit',
    /** Materials become known `ms` after their upload. */
    'delayedMaterial',
    /** The next callback: not sent, sent twice, sent `ms` later, or not as it should be. */
    'callbackNever',
    'callbackTwice',
    'callbackLate',
    'callbackBadSignature',
    'callbackWrongAppId',
    'callbackPlain',
    'callbackRenamed',
  ]),
  /** A path's end such as `draft/add`; empty for every call. */
  path: z.string().default(''),
  times: z.coerce.number().int().default(1),
  ms: z.coerce.number().int().min(0).max(3_600_000).default(0),
  code: z.coerce.number().int().default(-1),
  status: z.coerce.number().int().min(0).max(6).default(4),
});
export type Fault = z.infer<typeof Fault>;
export type FaultKind = Fault['kind'];

export class Faults {
  #ordered: Fault[] = [];

  get ordered(): readonly Fault[] {
    return this.#ordered;
  }

  order(fault: z.input<typeof Fault>): void {
    this.#ordered.push(Fault.parse(fault));
  }

  clear(): void {
    this.#ordered = [];
  }

  /** The first ordered trouble of a kind that meets this call; it is used up by one. */
  take(kind: FaultKind, path = ''): Fault | undefined {
    const fault = this.#ordered.find((one) => one.kind === kind && path.endsWith(one.path));
    if (!fault) return undefined;
    if (fault.times > 0) fault.times -= 1;
    this.#ordered = this.#ordered.filter(({ times }) => times !== 0);
    return { ...fault };
  }
}
