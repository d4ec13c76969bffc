import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { RecallRequestView } from '../../../../src/contract/api/recall.js';
import { useNow } from '../../lib/clock.js';
import { Failure } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { Asked } from '../today/asked.js';
import { RecallDecision } from './decision.js';
import { grantedToday } from './phases.js';
import { newestRecallsQuery, waitingRecallsQuery } from './queries.js';
import { Touches } from './touches.js';
import './recall.css';

/** On the first page: recalls that wait for a second person, and the way to those that were agreed to today. */
export function WaitingRecalls() {
  const { t } = useTranslation();
  const now = useNow();
  const waiting = useQuery(waitingRecallsQuery);
  const newest = useQuery(newestRecallsQuery);
  const broken = [waiting, newest].find((query) => query.isError && query.data === undefined);
  if (broken !== undefined) {
    return (
      <section className="asked" aria-label={t('recalls.requests')}>
        <Failure
          error={broken.error}
          onRetry={() => void Promise.all([waiting.refetch(), newest.refetch()])}
        />
      </section>
    );
  }
  const requests = waiting.data?.items ?? [];
  const granted = grantedToday(newest.data?.items ?? [], now);
  return (
    <>
      <Asked title={t('recalls.requests')} count={requests.length} urgent>
        <ul className="recall-cards">
          {requests.map((request) => (
            <li key={request.id} className="card">
              <RequestCard request={request} />
            </li>
          ))}
        </ul>
      </Asked>
      {granted.length > 0 && (
        <p className="recalls-granted" role="group" aria-label={t('recalls.today')}>
          <span className="quiet">{t('recalls.today')}</span>
          {granted.map((request) => (
            <Link key={request.id} to={`/recalls/${request.id}`}>
              {t('recalls.title', { title: request.announcementTitle })}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}

function RequestCard({ request }: { request: RecallRequestView }) {
  const { t } = useTranslation();
  return (
    <article className="recall-card">
      <Link to={`/recalls/${request.id}`} className="recall-card-title">
        {t('recalls.title', { title: request.announcementTitle })}
      </Link>
      <p className="recall-card-facts">
        <strong className="tone-cinnabar">{t(`gone.${request.reason}`)}</strong>
        <span>{t('recalls.asked', { name: request.requestedBy.name })}</span>
        <When at={request.requestedAt} />
      </p>
      {request.note !== '' && <p className="recall-note">{request.note}</p>}
      <Touches request={request} />
      <RecallDecision request={request} />
    </article>
  );
}
