import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { getOpenNotices } from '../../api/notice-calls.js';
import { useMay } from '../../app/me.js';
import { Failure } from '../../ui/feedback.js';
import { Asked } from '../today/asked.js';
import { dayWord } from './window.js';
import './notice.css';

/** On the first page: public notices that ask this member for more time, or to be closed. Nothing when there is none. */
export function NoticesToday() {
  const { t } = useTranslation();
  const mayExtend = useMay('release.create');
  const mayClose = useMay('objection.handle');
  const query = useQuery({
    queryKey: ['notice', 'open'],
    queryFn: ({ signal }) => getOpenNotices(signal),
    enabled: mayExtend || mayClose,
  });
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const asking = (query.data?.items ?? []).filter(
    ({ asks }) => (asks === 'extension' && mayExtend) || (asks === 'closing' && mayClose),
  );
  return (
    <Asked title={t('notice.title')} count={asking.length}>
      <ul className="card card-list">
        {asking.map(({ announcementId, title, last, asks }) => (
          <li key={announcementId}>
            <Link to={`/announcements/${announcementId}`}>{title}</Link>{' '}
            <span className="tone-amber">
              {asks !== undefined && t(`notice.asks.${asks}`, { last: dayWord(last) })}
            </span>
          </li>
        ))}
      </ul>
    </Asked>
  );
}
