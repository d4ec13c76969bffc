/** How a call to the sign-in service ended. `reason` is a key of the dictionary's `signIn.failed`. */
export type AuthAnswer =
  | { ok: true }
  | { ok: false; reason: 'credentials' | 'tooMany' | 'network' | 'weak' | 'wrongOld' | 'other' };

type Failure = Extract<AuthAnswer, { ok: false }>;

async function post(path: string, body: unknown): Promise<Response | undefined> {
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

function failure(response: Response | undefined): Failure {
  if (response === undefined) return { ok: false, reason: 'network' };
  if (response.status === 429) return { ok: false, reason: 'tooMany' };
  if (response.status === 401 || response.status === 422) return { ok: false, reason: 'credentials' };
  return { ok: false, reason: 'other' };
}

/** The session comes as a cookie that scripts cannot read. */
export async function signIn(username: string, password: string): Promise<AuthAnswer> {
  const response = await post('/sign-in/username', { username, password });
  return response?.ok === true ? { ok: true } : failure(response);
}

export async function signOut(): Promise<AuthAnswer> {
  const response = await post('/sign-out', {});
  return response?.ok === true ? { ok: true } : failure(response);
}

/** Sets a new password and ends every other session of this member. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<AuthAnswer> {
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
