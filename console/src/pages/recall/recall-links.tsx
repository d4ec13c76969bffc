import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Failure } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { PhaseMark } from './phase-mark.js';
import { phaseOf } from './phases.js';
import { recallsOfQuery } from './queries.js';
import './recall.css';

/** In a record: each request to take the announcement back, with the way to its page. Nothing when there was none. */
export function RecallLinks({ announcementId }: { announcementId: string }) {
  const { t } = useTranslation();
  const recalls = useQuery(recallsOfQuery(announcementId));
  if (recalls.isError && recalls.data === undefined)
    return <Failure error={recalls.error} onRetry={() => void recalls.refetch()} />;
  const requests = recalls.data?.items ?? [];
  if (requests.length === 0) return null;
  return (
    <section aria-label={t('recalls.ofAnnouncement')}>
      <h2 className="section-title">{t('recalls.ofAnnouncement')}</h2>
      <ul className="card recall-links">
        {requests.map((request) => (
          <li key={request.id}>
            <Link to={`/recalls/${request.id}`} className="recall-link-row">
              <PhaseMark phase={phaseOf(request)} />
              <span>{t(`gone.${request.reason}`)}</span>
              {request.emergency && <span className="tone-cinnabar">{t('recalls.emergency')}</span>}
              <span className="quiet">
                {t('recalls.asked', { name: request.requestedBy.name })} <When at={request.requestedAt} />
              </span>
              <span className="recall-onward-words">{t('recall.toProgress')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
