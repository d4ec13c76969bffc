import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { HttpFailure } from '../../contract/channel.js';
import type { SignOnResult } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';

export type SignOnReason = Exclude<SignOnResult, 'linked'>;

/** Why coming back from the provider led nowhere. The console has a sentence for each reason. */
export class SignOnFailure extends Error {
  override readonly name = 'SignOnFailure';
  constructor(
    readonly reason: SignOnReason,
    options?: ErrorOptions,
  ) {
    super(`the sign-on ended: ${reason}`, options);
  }
}

/** The reason that whatever was thrown amounts to; `internal` for what is the hub's own fault. */
export function reasonOf(error: unknown): SignOnReason {
  if (error instanceof SignOnFailure) return error.reason;
  if (error instanceof HubError) return ofHub(error);
  if (error instanceof AuthorizationResponseError)
    return error.error === 'access_denied' ? 'cancelled' : 'provider';
  if (error instanceof ResponseBodyError) return error.error === 'invalid_grant' ? 'code_used' : 'provider';
  if (error instanceof WWWAuthenticateChallengeError) return 'provider';
  return error instanceof ClientError ? ofClient(error) : 'internal';
}

/** For the log: the library's words without what it looked at, which may be a token or somebody's claims. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const told = 'error' in error && typeof error.error === 'string' ? [error.error] : [];
  const below = error.cause instanceof Error ? [error.cause.message] : [];
  return [error.message, ...told, ...below].join(': ');
}

function ofHub({ code }: HubError): SignOnReason {
  if (code === 'too_many_attempts') return 'too_many';
  if (code === 'link_ended') return 'link_ended';
  if (code === 'invalid_request') return 'name_taken';
  return code === 'provider_away' ? 'away' : 'internal';
}

/** The library tells what it found by a code, and for times by the claim that it looked at. */
function ofClient(error: ClientError): SignOnReason {
  if (isAway(error)) return 'away';
  if (error.code !== 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return 'provider';
  const facts: unknown = error.cause instanceof Error ? error.cause.cause : undefined;
  const isLogIn =
    typeof facts === 'object' && facts !== null && 'claim' in facts && facts.claim === 'auth_time';
  return isLogIn ? 'not_fresh' : 'clock';
}

function isAway({ code, cause }: ClientError): boolean {
  if (cause instanceof HttpFailure || code === 'OAUTH_TIMEOUT') return true;
  return cause instanceof Response && cause.status >= 500;
}
