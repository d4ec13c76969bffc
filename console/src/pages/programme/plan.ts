import { fullLayout } from '../../../../src/contract/layouts.js';
import type { Plan, Programme, Rule } from '../../../../src/contract/programme.js';
import { randomId } from '../../lib/random-id.js';

/** What is edited of a programme. */
export function planOf({ playlists, layouts, rules, rests, still }: Programme): Plan {
  return { playlists, layouts, rules, rests, still };
}

/** A list with one of its things changed, or a new one at its end. */
export function put<T extends { id: string }>(all: readonly T[], one: T): T[] {
  return all.some(({ id }) => id === one.id)
    ? all.map((other) => (other.id === one.id ? one : other))
    : [...all, one];
}

export const without = <T extends { id: string }>(all: readonly T[], id: string): T[] =>
  all.filter((one) => one.id !== id);

/** Whether a rule or a layout names the playlist. */
export const usesPlaylist = ({ rules, layouts }: Plan, id: string): boolean =>
  rules.some(({ playlistId }) => playlistId === id) ||
  layouts.some(({ landscape, portrait }) =>
    [...landscape, ...portrait].some(({ shows }) => 'playlistId' in shows && shows.playlistId === id),
  );

export const newRule = (playlistId: string): Rule => ({
  id: randomId(),
  name: '',
  playlistId,
  layoutId: fullLayout.id,
  when: {},
  priority: 5,
  exclusive: false,
  screens: { ids: [], tags: [] },
});
