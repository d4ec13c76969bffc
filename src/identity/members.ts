import type { Role } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import { newId } from '../platform/ids.js';
import type { Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import type { Actor } from '../store/database.js';
import { hashPassword } from './passwords.js';

export interface NewMember {
  officeId: string;
  username: string;
  /** As colleagues know them. */
  name: string;
  roles: readonly Role[];
  departmentId?: string | null;
  /** In small letters. */
  email?: string | null;
  /** Null for who signs in by the provider alone. */
  password: string | null;
  mustChangePassword: boolean;
}

/**
 * Adds a member with a log-in, in the caller's transaction. Returns the member's id.
 * @throws HubError invalid_request when the name to sign in with is taken
 */
export async function createMember(tx: Tx, actor: Actor, wish: NewMember): Promise<string> {
  const [id, userId] = [newId(), newId()];
  const username = wish.username.toLowerCase();
  const now = new Date();
  const times = { created_at: now, updated_at: now };
  // better-auth knows people by e-mail; .invalid never leads anywhere.
  const email = `${userId}@members.invalid`;
  const user = await tx
    .insertInto('auth_user')
    .values({ id: userId, name: wish.name, email, email_verified: false, image: null, username, ...times })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!user)
    throw new HubError('invalid_request', undefined, {
      errors: [{ path: 'username', message: 'somebody signs in with this name already' }],
    });
  await tx
    .insertInto('auth_account')
    .values({
      id: newId(),
      user_id: userId,
      account_id: userId,
      provider_id: 'credential',
      password: wish.password === null ? null : await hashPassword(wish.password),
      ...times,
    })
    .execute();
  await tx
    .insertInto('member')
    .values({
      id,
      office_id: wish.officeId,
      user_id: userId,
      username,
      name: wish.name,
      roles: [...wish.roles],
      department_id: wish.departmentId ?? null,
      email: wish.email ?? null,
      must_change_password: wish.mustChangePassword,
    })
    .execute();
  await appendLedger(tx, [
    {
      officeId: wish.officeId,
      actor,
      kind: 'member.created',
      subjectId: id,
      data: { roles: [...wish.roles] },
    },
  ]);
  return id;
}
