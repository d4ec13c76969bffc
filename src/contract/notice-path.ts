import type { NotificationKind } from './api/notices.js';

/** The console's page where somebody sees to what they were told, as a path. */
export function noticePath(
  kind: NotificationKind,
  about: { announcementId?: string | undefined; subjectId?: string | undefined },
): string {
  const { announcementId, subjectId } = about;
  const record = announcementId === undefined ? '/board' : `/announcements/${announcementId}`;
  switch (kind) {
    case 'review.waiting':
      return subjectId === undefined ? '/reviews' : `/versions/${subjectId}`;
    case 'recall.waiting':
    case 'recall.approved':
    case 'recall.refused':
      return subjectId === undefined ? record : `/recalls/${subjectId}`;
    case 'task.open':
      return subjectId === undefined ? '/tasks' : `/tasks?open=${subjectId}`;
    case 'target.paused':
      return '/targets';
    case 'hook.disabled':
      return '/hooks';
    default:
      return record;
  }
}
