import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { getRectifications } from '../../api/rectification-calls.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { openRectificationsQuery } from './queries.js';
import { RectificationRows } from './rows.js';

/** 整改单: those that are not signed off by their last day, or all of them, the newest first. */
export function RectificationsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const all = search.get('show') === 'all';
  return (
    <Page
      title={t('nav.rectifications')}
      lead={t('rectification.lead')}
      actions={
        <Segmented
          aria-label={t('rectification.which')}
          value={all ? 'all' : 'open'}
          onChange={(which) => {
            setSearch(which === 'all' ? { show: 'all' } : {});
          }}
          options={[
            { value: 'open', label: t('rectification.open') },
            { value: 'all', label: t('rectification.all') },
          ]}
        />
      }
    >
      {all ? <All /> : <Open />}
    </Page>
  );
}

function Open() {
  const { t } = useTranslation();
  const query = useQuery(openRectificationsQuery);
  if (query.data === undefined)
    return query.isError ? (
      <Failure error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading lines={6} />
    );
  const { items } = query.data;
  return items.length === 0 ? (
    <div className="card">
      <Empty title={t('rectification.noneOpen')} text={t('rectification.noneText')} />
    </div>
  ) : (
    <RectificationRows rows={items} />
  );
}

function All() {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey: ['rectifications', 'all'],
    queryFn: ({ pageParam, signal }) => getRectifications({ limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (query.data === undefined)
    return query.isError ? (
      <Failure error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading lines={6} />
    );
  const rows = query.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0)
    return (
      <div className="card">
        <Empty title={t('rectification.none')} text={t('rectification.noneText')} />
      </div>
    );
  return (
    <>
      <RectificationRows rows={rows} />
      <MoreRow query={query} shown={rows.length} />
    </>
  );
}
