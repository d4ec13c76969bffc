import { Role } from '../../../src/contract/api.js';
import { createMember } from '../../../src/identity/members.js';
import { transact } from '../../../src/store/database.js';
import type { Visitor, WebHub } from '../support/web-hub.js';

/** The name that a test's member signs in with. */
export const loginOf = (slug: string, who: Role | 'boss'): string => `${slug.replaceAll('-', '.')}.${who}`;

/** A new member of an office, signed in. */
export async function aMember(
  hub: WebHub,
  officeId: string,
  username: string,
  roles: readonly Role[],
): Promise<Visitor> {
  const password = `${username}-3f9a-7c21`;
  await transact(hub.db, 'system:test', (tx) =>
    createMember(tx, 'system:test', {
      officeId,
      username,
      name: `${username}同志`,
      roles,
      password,
      mustChangePassword: false,
    }),
  );
  const visitor = hub.visitor();
  const { status } = await visitor.signIn(username, password);
  if (status !== 200) throw new Error(`${username} could not sign in: ${status}`);
  return visitor;
}
