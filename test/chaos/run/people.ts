import { z } from 'zod';
import { Member } from '../../e2e/support/member.js';
import { setUp } from '../../support/set-up.js';
import type { Ground } from '../ground/ground.js';
import { kindOf, targetSlugs } from '../plan/plan.js';
import type { SinkKind } from '../plan/words.js';

const Made = z.object({ id: z.string() });

/** The office's members, who stay signed in through all seeds, and its targets by slug. */
export interface People {
  clerk: Member;
  reviewer: Member;
  leader: Member;
  targets: ReadonlyMap<string, string>;
}

/** Fills an empty hub that serves: members, and two targets of each kind of channel. */
export async function settle(ground: Ground, sinks: Record<SinkKind, string>): Promise<People> {
  const url = ground.console;
  const admin = Member.of(await setUp(url, ground.firstRunFolder));
  const joins = async (role: string): Promise<Member> => {
    const answer = await admin.call('POST', '/members', {
      username: role,
      name: `试验${role}`,
      roles: [role],
    });
    return signIn(url, role, z.string().parse(answer.json['password']));
  };
  const people = {
    clerk: await joins('clerk'),
    reviewer: await joins('reviewer'),
    leader: await joins('leader'),
  };
  const targets = new Map<string, string>();
  for (const slug of targetSlugs) {
    const channel = kindOf(slug);
    const wish = { channel, slug, name: slug, settings: { url: sinks[channel] } };
    targets.set(slug, Made.parse((await admin.call('POST', '/targets', wish)).json).id);
  }
  return { ...people, targets };
}

/** Sets a password of one's own, as everybody has to at the first sign-in. */
async function signIn(url: string, username: string, currentPassword: string): Promise<Member> {
  const first = await Member.signIn(url, { username, password: currentPassword });
  const password = `${currentPassword}-own`;
  const body = { currentPassword, newPassword: password };
  const changed = await first.visitor.call('POST', '/api/auth/change-password', { body });
  if (changed.status >= 300) throw new Error(changed.text);
  return Member.signIn(url, { username, password });
}
