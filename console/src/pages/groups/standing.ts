import type { ReleaseGroupView } from '../../../../src/contract/api/delivery.js';

export type GroupStanding = 'gone' | 'dissolved' | 'held' | 'waits';

/** Where a group stands at a moment. It is held as soon as one of it may not go, and a minute after it should have gone. */
export function standingOf(group: ReleaseGroupView, now: Date): GroupStanding {
  if (group.letGoAt !== undefined) return 'gone';
  if (group.dissolvedAt !== undefined) return 'dissolved';
  const isLate = now.getTime() - new Date(group.publishAt).getTime() > 60_000;
  return isLate || group.members.some(({ holdsBecause }) => holdsBecause !== undefined) ? 'held' : 'waits';
}
