import type { BeginSignOn, OfferedProvider } from '../../../src/contract/api/sign-on.js';
import { codeOf, failure, post, type Failure } from './auth.js';

/** The provider by which members may sign in here; null without one, or when the hub does not answer. */
export async function offeredProvider(): Promise<OfferedProvider['provider']> {
  const response = await fetch('/api/auth/oidc', { credentials: 'same-origin' }).catch(() => undefined);
  if (response?.ok !== true) return null;
  return ((await response.json()) as OfferedProvider).provider;
}

/** The page of the provider to go to, or why there is none: a key of the dictionary's `signOn.result`. */
export type Begun = { ok: true; url: string } | { ok: false; reason: 'away' | 'network' | 'internal' };

async function begun(path: string, body: unknown): Promise<Begun> {
  const response = await post(path, body);
  if (response === undefined) return { ok: false, reason: 'network' };
  if (response.ok) return { ok: true, url: ((await response.json()) as { url: string }).url };
  return { ok: false, reason: (await codeOf(response)) === 'provider_away' ? 'away' : 'internal' };
}

/** Begins signing in, or joining, by the provider. */
export const beginSignOn = (wish: BeginSignOn): Promise<Begun> => begun('/oidc/begin', wish);

/** Begins to prove by the provider who one is. */
export const beginProof = (): Promise<Begun> => begun('/oidc/prove', {});

/** The hub's own second factor after the provider. */
export async function giveSignOnCode(
  code: string,
): Promise<{ ok: true; next: string } | { ok: false; reason: Failure['reason'] | 'expired' }> {
  const response = await post('/oidc/code', { code });
  if (response?.ok === true) return { ok: true, next: ((await response.json()) as { next: string }).next };
  const problem = await codeOf(response);
  if (problem === 'sign_on_expired') return { ok: false, reason: 'expired' };
  return { ok: false, reason: problem === 'bad_code' ? 'code' : failure(response).reason };
}

/** Whether this member is signed in here now. */
export async function isSignedIn(memberId: string): Promise<boolean> {
  const response = await fetch('/api/auth/get-session', { credentials: 'same-origin' }).catch(
    () => undefined,
  );
  if (response?.ok !== true) return false;
  const { me } = (await response.json()) as { me: { member: { id: string } } | null };
  return me?.member.id === memberId;
}
