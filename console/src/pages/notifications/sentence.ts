import type { Permission } from '../../../../src/contract/api/common.js';
import type { NotificationView } from '../../../../src/contract/api/notifications.js';
import { notificationPath } from '../../../../src/contract/notification-path.js';

/** Places that a sentence names; the rest is counted. */
const NAMED = 2;

/** The places in a sentence: those that are named, and how many there are in all. */
export function placesOf({ targets }: Pick<NotificationView, 'targets'>): { names: string[]; count: number } {
  return { names: targets.slice(0, NAMED).map(({ name }) => name), count: targets.length };
}

/** Where this member goes to see to it: a page that their permissions open. */
export function wayOf(
  { kind, subjectId, announcement }: Pick<NotificationView, 'kind' | 'subjectId' | 'announcement'>,
  permissions: readonly Permission[],
): string {
  if (!permissions.includes('announcement.read')) return '/press';
  const path = notificationPath(kind, { announcementId: announcement?.id, subjectId });
  if (kind === 'review.returned' && permissions.includes('announcement.write')) return `${path}/edit`;
  if (kind === 'target.paused' && !permissions.includes('target.manage')) return '/board';
  return path;
}
