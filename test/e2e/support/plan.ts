import { emptyPlan, type Entry, type Plan } from '../../../src/contract/programme.js';
import type { Member } from './member.js';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** One playlist, all day, for every screen of the group. */
export const allDay = (layoutId: string, entries: Entry[]): Plan => ({
  ...emptyPlan,
  playlists: [{ id: id(1), name: '全部', entries }],
  rules: [
    {
      id: id(2),
      name: '全天',
      playlistId: id(1),
      layoutId,
      when: {},
      priority: 5,
      exclusive: false,
      screens: { ids: [], tags: [] },
    },
  ],
});

/** Gives a group of screens a plan in the place of the one that it has. */
export async function putPlan(who: Member, targetId: string, plan: Plan): Promise<void> {
  const path = `/targets/${targetId}/programme`;
  const { revision } = (await who.call('GET', path)).json as { revision: number };
  const { status, text } = await who.call('PUT', path, { plan, revision });
  if (status !== 200) throw new Error(`${String(status)} ${text}`);
}
