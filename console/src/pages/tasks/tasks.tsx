import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { getTasks } from '../../api/task-calls.js';
import { useLive } from '../../app/live.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { TaskCard } from './task-card.js';
import './tasks.css';

/** Everything that waits for a person's hand. */
export function TasksPage() {
  const { t } = useTranslation();
  const live = useLive();
  const [search] = useSearchParams();
  const query = useInfiniteQuery({
    queryKey: ['tasks', 'list'],
    queryFn: ({ pageParam, signal }) => getTasks({ cursor: pageParam, limit: 30 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: live ? false : 10_000,
  });
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total;
  useOpened(search.get('open') ?? undefined, query.isSuccess);
  return (
    <Page
      title={t('tasks.title')}
      lead={total === undefined ? tasks.length > 0 && t('tasks.leadMore') : t('tasks.lead', { count: total })}
    >
      {query.isPending && <Loading />}
      {query.isError && tasks.length === 0 && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && tasks.length === 0 && (
        <div className="card">
          <Empty title={t('tasks.none')} text={t('tasks.noneText')} />
        </div>
      )}
      <ul className="tasks">
        {tasks.map((task) => (
          <li key={task.id} className="card">
            <TaskCard task={task} />
          </li>
        ))}
      </ul>
      <MoreRow query={query} shown={tasks.length} />
    </Page>
  );
}

/** Brings the task of the delivery that the address names into view, once. */
function useOpened(deliveryId: string | undefined, ready: boolean): void {
  useEffect(() => {
    if (!ready || deliveryId === undefined) return;
    const place = document.getElementById(`task-of-${deliveryId}`);
    place?.scrollIntoView({ block: 'center' });
    place?.focus({ preventScroll: true });
  }, [ready, deliveryId]);
}
