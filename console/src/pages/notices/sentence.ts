import type { NotificationView } from '../../../../src/contract/api/notices.js';
import type { Permission } from '../../../../src/contract/api/common.js';

/** Places that a sentence names; the rest is counted. */
const NAMED = 2;

/** The places in a sentence: those that are named, and how many there are in all. */
export function placesOf({ targets }: NotificationView): { names: string[]; count: number } {
  return { names: targets.slice(0, NAMED).map(({ name }) => name), count: targets.length };
}

/** Where somebody goes who wants to see to it. Undefined where the member has no page for it. */
export function wayOf(notice: NotificationView, permissions: readonly Permission[]): string | undefined {
  if (!permissions.includes('announcement.read')) return '/press';
  const { kind, subjectId = '', announcement } = notice;
  const record = announcement && `/announcements/${announcement.id}`;
  switch (kind) {
    case 'review.waiting':
      return `/versions/${subjectId}`;
    case 'review.returned':
      return record && (permissions.includes('announcement.write') ? `${record}/edit` : record);
    case 'recall.waiting':
    case 'recall.approved':
    case 'recall.refused':
      return `/recalls/${subjectId}`;
    case 'task.open':
      return `/tasks?open=${subjectId}`;
    case 'target.paused':
      return permissions.includes('target.manage') ? '/targets' : '/board';
    case 'hook.disabled':
      return '/hooks';
    default:
      return record;
  }
}
