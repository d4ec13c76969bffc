import type { Db, Tx } from '../store/database.js';
import type { Caller } from './caller.js';
import { permissionsOf } from './permissions.js';

/** The member of a log-in, unless it was switched off. */
export const callerOfUser = (db: Db, userId: string): Promise<Caller | undefined> =>
  find(db, 'user_id', userId);

/** The member with this name to sign in with, unless it was switched off: to act for them, as the demo does. */
export const callerOf = (db: Db, username: string): Promise<Caller | undefined> =>
  find(db, 'username', username);

/** The member with this id, unless it was switched off. */
export const callerOfMember = (db: Db | Tx, id: string): Promise<Caller | undefined> => find(db, 'id', id);

async function find(
  db: Db | Tx,
  column: 'id' | 'user_id' | 'username',
  value: string,
): Promise<Caller | undefined> {
  const member = await db
    .selectFrom('member')
    .selectAll()
    .where(column, '=', value)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!member) return undefined;
  return {
    memberId: member.id,
    officeId: member.office_id,
    username: member.username,
    name: member.name,
    roles: member.roles,
    permissions: permissionsOf(member.roles),
    mustChangePassword: member.must_change_password,
  };
}
