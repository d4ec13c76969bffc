import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecallRequestView } from '../../../../src/contract/api/recall.js';
import { ExactTime } from '../../ui/when.js';

/** Who asked for a recall and why, and what a second person said. */
export function RequestFacts({ request }: { request: RecallRequestView }) {
  const { t } = useTranslation();
  const { decision } = request;
  return (
    <dl className="recall-facts">
      <Fact name={t('recalls.who')}>
        {request.requestedBy.name} <ExactTime at={request.requestedAt} />
      </Fact>
      <Fact name={t('recalls.why')}>{t(`gone.${request.reason}`)}</Fact>
      {request.note !== '' && <Fact name={t('recalls.note')}>{request.note}</Fact>}
      {request.emergency && (
        <Fact name={t('recalls.emergency')}>
          <span className="tone-cinnabar">{t('recalls.emergencyText')}</span>
        </Fact>
      )}
      {decision !== undefined && !request.emergency && (
        <Fact name={t(decision.verdict === 'approve' ? 'recalls.decision' : 'recalls.decisionRefused')}>
          {decision.by.name} <ExactTime at={decision.at} />
        </Fact>
      )}
      {decision !== undefined && decision.opinion !== '' && (
        <Fact name={t('recalls.opinionGiven')}>{decision.opinion}</Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
