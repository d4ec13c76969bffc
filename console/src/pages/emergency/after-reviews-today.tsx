import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { getAfterReviews } from '../../api/emergency-calls.js';
import { Failure } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { Asked } from '../today/asked.js';
import { afterTones } from './after-tones.js';
import './emergency.css';

/** On the first page: what was let go on duty and has to be reviewed, with its end. Nothing when there is none. */
export function AfterReviewsToday() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['after-reviews'],
    queryFn: ({ signal }) => getAfterReviews(signal),
    // Near and overdue come with the time alone.
    refetchInterval: 60_000,
  });
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data?.items ?? [];
  return (
    <Asked title={t('after.title')} count={items.length}>
      <ul className="card card-list after-today">
        {items.map(({ versionId, title, state, dueAt }) => (
          <li key={versionId}>
            <Link to={`/versions/${versionId}`}>{title}</Link>
            <span className={afterTones[state]}>{t(`after.state.${state}`)}</span>
            <span className="quiet">
              {t('after.due')} <When at={dueAt} />
            </span>
          </li>
        ))}
      </ul>
    </Asked>
  );
}
