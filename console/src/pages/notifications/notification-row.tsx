import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { NotificationKind, NotificationView } from '../../../../src/contract/api/notifications.js';
import { readNotification } from '../../api/notification-calls.js';
import { useMe } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import type { Sign, Tone } from '../../lib/states.js';
import { useProblemText } from '../../ui/feedback.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { placesOf, wayOf } from './sentence.js';

const looks: Record<NotificationKind, { sign: Sign; tone: Tone }> = {
  'screening.asked': { sign: 'question', tone: 'amber' },
  'review.waiting': { sign: 'eye', tone: 'amber' },
  'review.overdue': { sign: 'alert', tone: 'amber' },
  'review.paper': { sign: 'person', tone: 'amber' },
  'review.returned': { sign: 'back', tone: 'amber' },
  'review.approved': { sign: 'check', tone: 'pine' },
  'review.withheld': { sign: 'dash', tone: 'slate' },
  'consultation.overdue': { sign: 'alert', tone: 'amber' },
  'withheld.due': { sign: 'eye', tone: 'amber' },
  'after.near': { sign: 'alert', tone: 'amber' },
  'after.overdue': { sign: 'alert', tone: 'cinnabar' },
  'objection.received': { sign: 'person', tone: 'amber' },
  'rescan.found': { sign: 'alert', tone: 'cinnabar' },
  'rectification.opened': { sign: 'pen', tone: 'amber' },
  'rectification.done': { sign: 'question', tone: 'amber' },
  'rectification.returned': { sign: 'back', tone: 'amber' },
  'rectification.signed': { sign: 'check', tone: 'pine' },
  'rectification.near': { sign: 'alert', tone: 'amber' },
  'rectification.overdue': { sign: 'alert', tone: 'cinnabar' },
  'recall.waiting': { sign: 'question', tone: 'amber' },
  'recall.approved': { sign: 'check', tone: 'pine' },
  'recall.refused': { sign: 'cross', tone: 'slate' },
  'recall.stuck': { sign: 'alert', tone: 'cinnabar' },
  'delivery.failed': { sign: 'cross', tone: 'cinnabar' },
  'delivery.unconfirmed': { sign: 'question', tone: 'amber' },
  'delivery.missing': { sign: 'alert', tone: 'cinnabar' },
  'task.open': { sign: 'person', tone: 'amber' },
  'task.overdue': { sign: 'alert', tone: 'amber' },
  'target.paused': { sign: 'pause', tone: 'amber' },
  'screen.trouble': { sign: 'alert', tone: 'cinnabar' },
  'hook.disabled': { sign: 'pause', tone: 'amber' },
};

/** What happened, in the office's words. */
function useSentence(): (notification: NotificationView) => string {
  const { t } = useTranslation();
  return (notification) => {
    const { names, count } = placesOf(notification);
    const quoted = names.join(t('list.comma'));
    const places =
      count === 0
        ? t('notification.noPlace')
        : count > names.length
          ? t('notification.morePlaces', { names: quoted, count })
          : t('notification.places', { names: quoted });
    return t(`notification.says.${notification.kind}`, {
      title: notification.announcement?.title ?? '',
      places,
    });
  };
}

/** One notification: its sentence leads to where it is seen to, and is read by going there. */
export function NotificationRow({ notification }: { notification: NotificationView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { permissions } = useMe();
  const refresh = useRefresh();
  const words = useProblemText();
  const sentence = useSentence()(notification);
  const way = wayOf(notification, permissions);
  const read = useMutation({
    mutationFn: () => readNotification(notification.id),
    onSuccess: () => refresh(['notifications']),
    onError: (error) => {
      message.error(words(error));
    },
  });
  const go = (): void => {
    if (!notification.read) read.mutate();
  };
  return (
    <li className={notification.read ? 'notification-row' : 'notification-row notification-unread'}>
      <Dot {...looks[notification.kind]} size={18} />
      <span className="notification-says">
        {!notification.read && <span className="visually-hidden">{t('notification.isUnread')} </span>}
        <Link to={way} onClick={go}>
          {sentence}
        </Link>
        {notification.times > 1 && (
          <span className="quiet"> {t('notification.times', { count: notification.times })}</span>
        )}
      </span>
      <span className="quiet notification-when">
        <When at={notification.at} />
      </span>
      {!notification.read && (
        <Button
          size="small"
          type="text"
          aria-label={t('notification.readOf', { sentence })}
          loading={read.isPending}
          onClick={go}
        >
          {t('notification.read')}
        </Button>
      )}
    </li>
  );
}
