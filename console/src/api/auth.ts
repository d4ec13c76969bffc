import type { Join, OpenedLink } from '../../../src/contract/api/people.js';

/** How a call to the sign-in service ended. `reason` is a key of the dictionary's `signIn.failed`. */
export type AuthAnswer =
  | { ok: true }
  | { ok: false; reason: 'credentials' | 'tooMany' | 'network' | 'weak' | 'wrongOld' | 'code' | 'other' }
  | { ok: false; reason: 'codeNeeded' };

export type Failure = Exclude<Extract<AuthAnswer, { ok: false }>, { reason: 'codeNeeded' }>;

/** Undefined when the hub cannot be reached. */
export async function post(path: string, body: unknown): Promise<Response | undefined> {
  try {
    return await fetch(`/api/auth${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return undefined;
  }
}

export function failure(response: Response | undefined): Failure {
  if (response === undefined) return { ok: false, reason: 'network' };
  if (response.status === 429) return { ok: false, reason: 'tooMany' };
  if (response.status === 401 || response.status === 422) return { ok: false, reason: 'credentials' };
  return { ok: false, reason: 'other' };
}

/** The session comes as a cookie that scripts cannot read. */
export async function signIn(username: string, password: string, code: string): Promise<AuthAnswer> {
  const response = await post('/sign-in/username', { username, password, ...(code === '' ? {} : { code }) });
  if (response?.ok === true) return { ok: true };
  const problem = await codeOf(response);
  if (problem === 'code_required') return { ok: false, reason: 'codeNeeded' };
  return problem === 'bad_code' ? { ok: false, reason: 'code' } : failure(response);
}

/** What a link is for, or why it opens nothing. */
export async function lookAtLink(
  token: string,
): Promise<{ ok: true; link: OpenedLink } | { ok: false; why: 'ended' | 'network' }> {
  const response = await post('/join/look', { token });
  if (response?.ok !== true) return { ok: false, why: response === undefined ? 'network' : 'ended' };
  return { ok: true, link: (await response.json()) as OpenedLink };
}

export type JoinTrouble = 'taken' | 'ended' | 'network' | 'other';

/** Uses a link up; the session comes as a cookie. */
export async function join(wish: Join): Promise<{ ok: true } | { ok: false; trouble: JoinTrouble }> {
  const response = await post('/join', wish);
  if (response?.ok === true) return { ok: true };
  if (response === undefined) return { ok: false, trouble: 'network' };
  if (response.status === 410) return { ok: false, trouble: 'ended' };
  return { ok: false, trouble: response.status === 400 ? 'taken' : 'other' };
}

/** The password once more, and the code where there is a second factor. */
export async function prove(
  password: string,
  code: string,
): Promise<'proved' | 'codeNeeded' | 'badCode' | Failure['reason']> {
  const response = await post('/prove', { password, ...(code === '' ? {} : { code }) });
  if (response?.ok === true) return 'proved';
  const problem = await codeOf(response);
  if (problem === 'code_required') return 'codeNeeded';
  return problem === 'bad_code' ? 'badCode' : failure(response).reason;
}

/** The stable code of a refusal; these pages are small and go without the contract's schemas. */
export async function codeOf(response: Response | undefined): Promise<unknown> {
  const body: unknown = await response?.json().catch(() => undefined);
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
}

/** Signs out. Returns where the provider's own session is ended, if a provider had opened this one. */
export async function signOut(): Promise<string | undefined> {
  const response = await post('/sign-out', {});
  const body: unknown = await response?.json().catch(() => undefined);
  const hasUrl = typeof body === 'object' && body !== null && 'providerUrl' in body;
  return hasUrl && typeof body.providerUrl === 'string' ? body.providerUrl : undefined;
}

/** Sets a new password and ends every other session of this member. */
export async function changePassword(
  currentPassword: string,
  newPassword: string,
): Promise<{ ok: true } | Failure> {
  const response = await post('/change-password', {
    currentPassword,
    newPassword,
    revokeOtherSessions: true,
  });
  if (response?.ok === true) return { ok: true };
  if (response?.status === 400) return { ok: false, reason: 'weak' };
  const refused = failure(response);
  return refused.reason === 'credentials' ? { ok: false, reason: 'wrongOld' } : refused;
}
