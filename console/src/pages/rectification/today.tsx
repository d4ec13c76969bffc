import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../ui/feedback.js';
import { Asked } from '../today/asked.js';
import { openRectificationsQuery } from './queries.js';
import { RectificationRows } from './rows.js';

/** On the first page: rectifications that are not signed off. Nothing when there is none. */
export function OpenRectifications() {
  const { t } = useTranslation();
  // Near and overdue come with the time alone.
  const query = useQuery({ ...openRectificationsQuery, refetchInterval: 60_000 });
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data?.items ?? [];
  return (
    <Asked
      title={t('rectification.today')}
      count={items.length}
      urgent={items.some(({ clock }) => clock === 'overdue')}
    >
      <RectificationRows rows={items} />
    </Asked>
  );
}
