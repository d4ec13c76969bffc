import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import type { RecallProgress } from '../../../../src/contract/api/recall.js';
import { getRecall, recallProofUrl } from '../../api/recall-calls.js';
import { useLive } from '../../app/live.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { ExactTime } from '../../ui/when.js';
import { RectificationOfRecall } from '../rectification/parts.js';
import { Counts } from './counts.js';
import { RecallDecision } from './decision.js';
import { PhaseMark } from './phase-mark.js';
import { phaseOfProgress, problemsFirst } from './phases.js';
import { RequestFacts } from './request-facts.js';
import { Place } from './place.js';
import { Touches } from './touches.js';
import './recall.css';

/** Without the socket the page asks by itself. */
const ASK_AGAIN_MS = 3_000;

/** How far a recall is: who asked and agreed, and every place until it is verified gone or with a person. */
export function RecallPage() {
  const { t } = useTranslation();
  const id = useParams()['id'] ?? '';
  const live = useLive();
  const query = useQuery({
    queryKey: ['recall', id],
    queryFn: ({ signal }) => getRecall(id, signal),
    refetchInterval: live ? false : ASK_AGAIN_MS,
  });
  if (query.data === undefined) {
    return (
      <Page title={t('recalls.plain')}>
        {query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading lines={10} />
        )}
      </Page>
    );
  }
  return <Recall progress={query.data} />;
}

function Recall({ progress }: { progress: RecallProgress }) {
  const { t } = useTranslation();
  const { request } = progress;
  const phase = phaseOfProgress(progress);
  return (
    <Page
      title={t('recalls.title', { title: request.announcementTitle })}
      lead={
        <span className="recall-lead">
          <PhaseMark phase={phase} />
          <Link to={`/announcements/${request.announcementId}`}>{t('recalls.record')}</Link>
          {progress.permalink !== undefined && (
            <a href={progress.permalink} target="_blank" rel="noreferrer noopener" className="permalink">
              {progress.permalink}
            </a>
          )}
        </span>
      }
      actions={
        phase === 'going' || phase === 'finished' ? (
          <ProofButtons id={request.id} finished={phase === 'finished'} />
        ) : undefined
      }
    >
      {(phase === 'going' || phase === 'finished') && <Counts progress={progress} />}
      {progress.finishedAt !== undefined && (
        <Notice tone="pine" title={t('recalls.done')}>
          {t('recalls.doneAt')} <ExactTime at={progress.finishedAt} />
        </Notice>
      )}
      {phase === 'refused' && (
        <Notice tone="slate" title={t('recalls.refusedTitle', { name: request.decision?.by.name ?? '' })}>
          {request.decision?.opinion}
        </Notice>
      )}
      <div className="recall-columns">
        <section aria-label={t('recalls.request')} className="recall-aside">
          <h2 className="section-title">{t('recalls.request')}</h2>
          <div className="card recall-request">
            <RequestFacts request={request} />
            {phase === 'waiting' && <Touches request={request} />}
            <RecallDecision request={request} />
          </div>
          {request.decision?.verdict === 'approve' && <RectificationOfRecall request={request} />}
        </section>
        {progress.targets.length > 0 && (
          <section aria-label={t('recalls.places')}>
            <h2 className="section-title">{t('recalls.places')}</h2>
            <ul className="card recall-list">
              {problemsFirst(progress.targets).map((place) => (
                <li key={place.deliveryId}>
                  <Place place={place} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Page>
  );
}

/** The document is a proof when everything is gone, and until then a note of how far it is. */
function ProofButtons({ id, finished }: { id: string; finished: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Button href={recallProofUrl(id, 'html')} target="_blank" rel="noreferrer">
        {t(finished ? 'recalls.proofHtml' : 'recalls.noteHtml')}
      </Button>
      <Button type="primary" href={recallProofUrl(id, 'pdf')} download>
        {t(finished ? 'recalls.proofPdf' : 'recalls.notePdf')}
      </Button>
    </>
  );
}
