import { z } from 'zod';
import { Json } from './values.js';

/**
 * Every error that the hub answers with, by its stable code. The number is the HTTP status; the sentence is the
 * English title of the problem document. The console has its own words for each code.
 */
export const errorCodes = {
  invalid_request: [400, 'The request does not have the expected shape.'],
  invalid_file: [422, 'The file cannot be read as what it claims to be.'],
  file_too_large: [413, 'The file is larger than the hub accepts.'],
  unsupported_file: [415, 'Files of this kind are not accepted.'],
  not_signed_in: [401, 'Sign in first.'],
  bad_credentials: [401, 'The name or the password is wrong.'],
  code_required: [401, 'The code of the second factor is needed as well.'],
  bad_code: [401, 'The code is wrong, too old, or was used before.'],
  proof_required: [403, 'Give your password once more before this.'],
  sign_on_expired: [410, 'Signing in took too long; begin again.'],
  provider_away: [503, 'The provider cannot be reached at the moment; signing in by password works.'],
  link_ended: [410, 'This link was used, was taken back, or is too old.'],
  password_change_required: [403, 'Set a new password before you go on.'],
  forbidden: [403, 'Your roles do not allow this.'],
  cross_site: [403, 'The request came from another site.'],
  too_many_attempts: [429, 'Too many attempts; wait before you try again.'],
  not_found: [404, 'There is no such thing here.'],
  gone: [410, 'It was taken back.'],
  stale_revision: [409, 'Somebody saved this draft meanwhile; load it again.'],
  pen_held: [
    409,
    'Somebody else is writing this draft now; nothing of yours was saved, and nothing was lost.',
  ],
  hash_mismatch: [409, 'What you looked at is not what would be decided now; look at it again.'],
  wrong_state: [409, 'This is not possible in the present state.'],
  drafter_may_not_decide: [403, 'Who drafted it may not decide on it.'],
  requester_may_not_decide: [403, 'Who asked for it may not decide on it.'],
  screening_blocks: [
    422,
    'The screening found what has to be mended, or let pass by a second person, before this is submitted.',
  ],
  findings_open: [422, 'What the screening found has not all been answered.'],
  consultations_open: [
    409,
    'A body that was consulted has not replied, or its reply does not cover this text.',
  ],
  consultation_closed: [409, 'This consultation has been answered or withdrawn.'],
  already_decided: [409, 'This step has been decided.'],
  slip_outdated: [409, 'This slip is of a version that no longer waits: print one of the newest version.'],
  slip_used: [409, 'A scan of this slip was recorded already: a slip counts once.'],
  delegation_overlaps: [409, 'These steps are given to somebody for part of this time already.'],
  recorder_may_not_confirm: [403, 'Who recorded the scan may not confirm it as well.'],
  not_submittable: [422, 'The draft still has problems that block its submission.'],
  invalid_time: [422, 'The times do not fit together.'],
  notice_too_short: [422, 'The public notice would end before its working days are over.'],
  objections_open: [409, 'An objection to this public notice has no result yet.'],
  unknown_target: [422, 'A target is unknown, switched off, or was not approved.'],
  pairing_code_unknown: [404, 'No screen shows this code now.'],
  warning_source_unknown: [422, 'Messages of this sender are not relayed: it is not listed.'],
  warning_known: [409, 'This message has been taken in before.'],
  second_person: [403, 'Somebody else has to do this: one person alone may not.'],
  too_much_at_once: [422, 'This is more than screens show at once; end something first.'],
  already_claimed: [409, 'This screen has been claimed.'],
  payload_invalid: [400, 'The message does not have the expected shape.'],
  interrupted: [
    503,
    'The connection broke while the hub was at it: look whether it took effect before you try again.',
  ],
  unavailable: [503, 'The hub cannot do this at the moment; try again.'],
  internal: [500, 'Something went wrong in the hub; the request id finds it in the log.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof errorCodes;
export const ErrorCode = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]);

/** RFC 9457 problem details, as every error response of the API carries them. */
export const ProblemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: ErrorCode,
  detail: z.string().optional(),
  requestId: z.string().optional(),
  /** What was wrong where, e.g. `{ path: 'title', message: … }`. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Facts that belong to the code, e.g. both hashes of a `hash_mismatch`. */
  facts: z.record(z.string(), Json).optional(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;

/** An error with a stable code. Throw it anywhere in the hub; the one filter turns it into a problem document. */
export class HubError extends Error {
  override readonly name = 'HubError';
  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly extra: Pick<ProblemDetails, 'errors' | 'facts'> = {},
  ) {
    super(detail ?? errorCodes[code][1]);
  }
  get status(): number {
    return errorCodes[this.code][0];
  }
}
