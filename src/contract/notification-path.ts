import type { NotificationKind } from './api/notifications.js';

/** The console's page where somebody sees to what they were told, as a path. */
export function notificationPath(
  kind: NotificationKind,
  about: { announcementId?: string | undefined; subjectId?: string | undefined },
): string {
  const { announcementId, subjectId } = about;
  const record = announcementId === undefined ? '/board' : `/announcements/${announcementId}`;
  switch (kind) {
    case 'screening.asked':
      return `${record}#blocks`;
    case 'review.waiting':
    case 'review.overdue':
    case 'after.near':
    case 'after.overdue':
      return subjectId === undefined ? '/reviews' : `/versions/${subjectId}`;
    case 'consultation.overdue':
      return `${record}#consultations`;
    case 'review.paper':
      return subjectId === undefined ? '/reviews' : `/paper/${subjectId}`;
    case 'recall.waiting':
    case 'recall.approved':
    case 'recall.refused':
      return subjectId === undefined ? record : `/recalls/${subjectId}`;
    case 'task.open':
    case 'task.overdue':
      return subjectId === undefined ? '/tasks' : `/tasks?open=${subjectId}`;
    case 'rectification.opened':
    case 'rectification.done':
    case 'rectification.returned':
    case 'rectification.signed':
    case 'rectification.near':
    case 'rectification.overdue':
      return subjectId === undefined ? '/rectifications' : `/rectifications/${subjectId}`;
    case 'rescan.found':
      return '/';
    case 'screen.trouble':
      return '/screens?view=alerts';
    case 'target.paused':
      return '/targets';
    case 'hook.disabled':
      return '/hooks';
    default:
      return record;
  }
}
