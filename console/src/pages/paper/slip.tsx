import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { spacedCode, type SlipView } from '../../../../src/contract/api/paper.js';
import { getVersion } from '../../api/review-calls.js';
import { getSlip, getVersionPaper } from '../../api/paper-calls.js';
import { useMay } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { RecordForm } from './record-form.js';
import './paper.css';

/** Where a slip's QR code leads: what it stands for, and the form that its scan is recorded with. */
export function SlipPage() {
  const { t } = useTranslation();
  const code = useParams()['id'] ?? '';
  const slip = useQuery({
    queryKey: ['version', 'slip', code],
    queryFn: ({ signal }) => getSlip(code, signal),
  });
  if (slip.data !== undefined) return <Slip slip={slip.data} />;
  return (
    <Page title={t('paper.recordTitle')}>
      {slip.isError ? (
        <Failure error={slip.error} onRetry={() => void slip.refetch()} />
      ) : (
        <Loading lines={6} />
      )}
    </Page>
  );
}

function Slip({ slip }: { slip: SlipView }) {
  const { t } = useTranslation();
  const mayRecord = useMay('review.paper');
  const said = useSearchParams()[0].get('v');
  const differs = said !== null && `sha256:${said}` !== slip.versionHash;
  return (
    <Page
      title={t('paper.recordTitle')}
      lead={
        <>
          <Link to={`/versions/${slip.versionId}`}>{slip.title}</Link>
          {' · '}
          {t('paper.recordLead', {
            number: slip.versionNumber,
            step: inLanguage(slip.stepLabel, currentLanguage()),
          })}
          {' · '}
          <span className="num">{spacedCode(slip.code)}</span>
        </>
      }
    >
      {differs && <Notice tone="cinnabar" title={t('paper.versionDiffers')} />}
      {slip.state !== 'open' && (
        <Notice
          tone={slip.state === 'outdated' ? 'cinnabar' : 'slate'}
          title={t(`paper.stateText.${slip.state}`)}
          action={
            slip.recordId !== undefined && (
              <ButtonLink to={`/paper/${slip.recordId}`}>{t('paper.look')}</ButtonLink>
            )
          }
        />
      )}
      {slip.state === 'open' && !differs && mayRecord && <Form slip={slip} />}
      {slip.state === 'open' && !mayRecord && <Notice tone="slate" title={t('problem.forbidden')} />}
    </Page>
  );
}

function Form({ slip }: { slip: SlipView }) {
  const version = useQuery({
    queryKey: ['version', slip.versionId],
    queryFn: ({ signal }) => getVersion(slip.versionId, signal),
  });
  const paper = useQuery({
    queryKey: ['version', slip.versionId, 'paper'],
    queryFn: ({ signal }) => getVersionPaper(slip.versionId, signal),
  });
  const failed = [version, paper].find((query) => query.isError);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (version.data === undefined || paper.data === undefined) return <Loading lines={6} />;
  return <RecordForm slip={slip} version={version.data} signers={paper.data.signers} />;
}
