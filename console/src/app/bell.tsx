import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router-dom';
import { getUnread } from '../api/notification-calls.js';
import { useLive } from './live.js';
import './bell.css';

/** More than this is not counted: who has so many has many. */
const MOST = 99;

/** The way to what the member is told, with how much of it is unread. */
export function Bell() {
  const { t } = useTranslation();
  const live = useLive();
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) => getUnread(signal),
    refetchInterval: live ? false : 30_000,
  });
  const unread = data?.unread ?? 0;
  return (
    <NavLink to="/notifications" className="place bell">
      <BellOutlined />
      <span className="bell-word">{t('nav.notifications')}</span>
      {unread > 0 && (
        <span className="place-count">
          <span aria-hidden>{unread > MOST ? `${String(MOST)}+` : unread}</span>
          <span className="visually-hidden">
            {unread > MOST ? t('notification.bellMany') : t('notification.bell', { count: unread })}
          </span>
        </span>
      )}
    </NavLink>
  );
}
