import { InvitationWithLink, type Role } from '../../../src/contract/api.js';
import { Visitor } from '../../support/visitor.js';
import { Member } from './member.js';

/** Somebody of a role that the demo has nobody of: invited by the administrator, joined, and signed in. */
export async function invited(administrator: Member, role: Role, name: string): Promise<Member> {
  const wish = { name, roles: [role] };
  const { path } = InvitationWithLink.parse((await administrator.call('POST', '/invitations', wish)).json);
  const visitor = new Visitor(administrator.visitor.url);
  const body = { token: path.split('#')[1], username: `new.${role}`, name, password: 'vier gute worte hier' };
  const { status, text } = await visitor.call('POST', '/api/auth/join', { body });
  if (status !== 200) throw new Error(`${role} did not join: ${text}`);
  return Member.of(visitor);
}
