import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getNotifications, readNotifications } from '../../api/calls.js';
import { useLive } from '../../app/live.js';
import { useRefresh } from '../../app/queries.js';
import { Empty, Failure, Loading, useProblemText } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { NoticeRow } from './notice-row.js';
import './notices.css';

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
  const notices = query.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = notices.some(({ read }) => !read) ? notices[0]?.at : undefined;
  return (
    <Page title={t('nav.notifications')} lead={t('notice.lead')} actions={<ReadAll until={newest} />}>
      <Segmented<Which>
        className="notice-which"
        aria-label={t('notice.which')}
        value={which}
        onChange={setWhich}
        options={(['unread', 'all'] as const).map((value) => ({ value, label: t(`notice.${value}`) }))}
      />
      {query.isPending && <Loading />}
      {query.isError && notices.length === 0 && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && notices.length === 0 && (
        <div className="card">
          <Empty
            title={t(which === 'unread' ? 'notice.none' : 'notice.noneAll')}
            text={t('notice.noneText')}
          />
        </div>
      )}
      {notices.length > 0 && (
        <ul className="card notices">
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
      <MoreRow query={query} shown={notices.length} />
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
      {t('notice.readAll')}
    </Button>
  );
}
