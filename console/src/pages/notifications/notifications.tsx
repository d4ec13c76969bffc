import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getNotifications, readNotifications } from '../../api/notification-calls.js';
import { useLive } from '../../app/live.js';
import { useRefresh } from '../../app/queries.js';
import { Empty, Failure, Loading, useProblemText } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { NotificationRow } from './notification-row.js';
import './notifications.css';

type Which = 'unread' | 'all';

/** Everything that the member was told, newest first. */
export function NotificationsPage() {
  const { t } = useTranslation();
  const live = useLive();
  const [which, setWhich] = useState<Which>('unread');
  const query = useInfiniteQuery({
    queryKey: ['notifications', 'list', which],
    queryFn: ({ pageParam, signal }) =>
      getNotifications(
        { cursor: pageParam, limit: 30, unread: which === 'unread' ? 'true' : 'false' },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: live ? false : 30_000,
  });
  const notifications = query.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = notifications.some(({ read }) => !read) ? notifications[0]?.at : undefined;
  return (
    <Page title={t('nav.notifications')} lead={t('notification.lead')} actions={<ReadAll until={newest} />}>
      <Segmented<Which>
        className="notification-which"
        aria-label={t('notification.which')}
        value={which}
        onChange={setWhich}
        options={(['unread', 'all'] as const).map((value) => ({ value, label: t(`notification.${value}`) }))}
      />
      {query.isPending && <Loading />}
      {query.isError && notifications.length === 0 && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && notifications.length === 0 && (
        <div className="card">
          <Empty
            title={t(which === 'unread' ? 'notification.none' : 'notification.noneAll')}
            text={t('notification.noneText')}
          />
        </div>
      )}
      {notifications.length > 0 && (
        <ul className="card notifications">
          {notifications.map((notification) => (
            <NotificationRow key={notification.id} notification={notification} />
          ))}
        </ul>
      )}
      <MoreRow query={query} shown={notifications.length} />
    </Page>
  );
}

/** Reads all up to the newest that is shown. */
function ReadAll({ until }: { until: string | undefined }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  const read = useMutation({
    mutationFn: readNotifications,
    onSuccess: () => refresh(['notifications']),
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (
    <Button
      disabled={until === undefined}
      loading={read.isPending}
      onClick={() => {
        if (until !== undefined) read.mutate(until);
      }}
    >
      {t('notification.readAll')}
    </Button>
  );
}
