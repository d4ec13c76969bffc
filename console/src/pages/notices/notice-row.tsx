import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { NotificationKind, NotificationView } from '../../../../src/contract/api/notices.js';
import { readNotification } from '../../api/calls.js';
import { useMe } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import type { Sign, Tone } from '../../lib/states.js';
import { useProblemText } from '../../ui/feedback.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { placesOf, wayOf } from './sentence.js';

const looks: Record<NotificationKind, { sign: Sign; tone: Tone }> = {
  'review.waiting': { sign: 'eye', tone: 'amber' },
  'review.returned': { sign: 'back', tone: 'amber' },
  'review.approved': { sign: 'check', tone: 'pine' },
  'recall.waiting': { sign: 'question', tone: 'amber' },
  'recall.approved': { sign: 'check', tone: 'pine' },
  'recall.refused': { sign: 'cross', tone: 'slate' },
  'recall.stuck': { sign: 'alert', tone: 'cinnabar' },
  'delivery.failed': { sign: 'cross', tone: 'cinnabar' },
  'delivery.unconfirmed': { sign: 'question', tone: 'amber' },
  'delivery.missing': { sign: 'alert', tone: 'cinnabar' },
  'task.open': { sign: 'person', tone: 'amber' },
  'target.paused': { sign: 'pause', tone: 'amber' },
  'hook.disabled': { sign: 'pause', tone: 'amber' },
};

/** What happened, in the office's words. */
function useSentence(): (notice: NotificationView) => string {
  const { t } = useTranslation();
  return (notice) => {
    const { names, count } = placesOf(notice);
    const quoted = names.join(t('list.comma'));
    const places =
      count === 0
        ? t('notice.noPlace')
        : count > names.length
          ? t('notice.morePlaces', { names: quoted, count })
          : t('notice.places', { names: quoted });
    return t(`notice.says.${notice.kind}`, { title: notice.announcement?.title ?? '', places });
  };
}

/** One notification: its sentence leads to where it is seen to, and is read by going there. */
export function NoticeRow({ notice }: { notice: NotificationView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { permissions } = useMe();
  const refresh = useRefresh();
  const words = useProblemText();
  const sentence = useSentence()(notice);
  const way = wayOf(notice, permissions);
  const read = useMutation({
    mutationFn: () => readNotification(notice.id),
    onSuccess: () => refresh(['notifications']),
    onError: (error) => {
      message.error(words(error));
    },
  });
  const go = (): void => {
    if (!notice.read) read.mutate();
  };
  return (
    <li className={notice.read ? 'notice-row' : 'notice-row notice-unread'}>
      <Dot {...looks[notice.kind]} size={18} />
      <span className="notice-says">
        {!notice.read && <span className="visually-hidden">{t('notice.isUnread')} </span>}
        <Link to={way} onClick={go}>
          {sentence}
        </Link>
        {notice.times > 1 && <span className="quiet"> {t('notice.times', { count: notice.times })}</span>}
      </span>
      <span className="quiet notice-when">
        <When at={notice.at} />
      </span>
      {!notice.read && (
        <Button
          size="small"
          type="text"
          aria-label={t('notice.readOf', { sentence })}
          loading={read.isPending}
          onClick={go}
        >
          {t('notice.read')}
        </Button>
      )}
    </li>
  );
}
