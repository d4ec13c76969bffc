import type { DelegationState } from '../../contract/api.js';

/** Where a delegation stands; its end is no part of it. */
export function standing(
  { startsAt, endsAt, revokedAt }: { startsAt: string; endsAt: string; revokedAt?: string | undefined },
  now: Date,
): DelegationState {
  if (revokedAt !== undefined) return 'revoked';
  if (new Date(endsAt) <= now) return 'over';
  return new Date(startsAt) <= now ? 'now' : 'coming';
}
