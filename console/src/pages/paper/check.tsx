import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { spacedCode, type PaperRecordView } from '../../../../src/contract/api/paper.js';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { getVersion } from '../../api/review-calls.js';
import { getPaperRecord, scanUrl } from '../../api/paper-calls.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { shortHash } from '../../lib/text.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { RenditionPreviews } from '../review/rendition-previews.js';
import { Screening } from '../review/screening.js';
import { VersionText } from '../review/version-text.js';
import { CheckBar } from './check-bar.js';
import '../review/review.css';
import './paper.css';

/** The second look: scan and version side by side, and whether the one says what was recorded about the other. */
export function CheckPaperPage() {
  const { t } = useTranslation();
  const id = useParams()['id'] ?? '';
  const record = useQuery({
    queryKey: ['version', 'paper-record', id],
    queryFn: ({ signal }) => getPaperRecord(id, signal),
  });
  const versionId = record.data?.versionId;
  const version = useQuery({
    queryKey: ['version', versionId ?? ''],
    queryFn: ({ signal }) => getVersion(versionId ?? '', signal),
    enabled: versionId !== undefined,
  });
  if (record.data !== undefined && version.data !== undefined)
    return <Check record={record.data} version={version.data} />;
  const failed = [record, version].find((query) => query.isError);
  return (
    <Page title={t('paper.checkTitle')}>
      {failed === undefined ? (
        <Loading lines={8} />
      ) : (
        <Failure error={failed.error} onRetry={() => void failed.refetch()} />
      )}
    </Page>
  );
}

function Check({ record, version }: { record: PaperRecordView; version: VersionDetail }) {
  const { t } = useTranslation();
  return (
    <Page
      title={t('paper.checkTitle')}
      width="wide"
      lead={
        <>
          <Link to={`/versions/${version.id}`}>{version.title}</Link>
          {' · '}
          {t('paper.checkLead', { name: record.recordedBy.name })} <When at={record.recordedAt} />
        </>
      }
    >
      <div className="paper-sides">
        <section aria-label={t('paper.left')}>
          <h2 className="section-title">{t('paper.left')}</h2>
          <Scan record={record} />
        </section>
        <section aria-label={t('paper.right')}>
          <h2 className="section-title">{t('paper.right')}</h2>
          <Said record={record} version={version} />
          <VersionText version={version} />
          {version.findings.length > 0 && <Screening version={version} onChange={() => undefined} />}
          <RenditionPreviews version={version} />
        </section>
      </div>
      <CheckBar record={record} />
    </Page>
  );
}

function Scan({ record }: { record: PaperRecordView }) {
  const { t } = useTranslation();
  const url = scanUrl(record.id);
  return (
    <figure className="paper-scan">
      {record.scan.mediaType === 'application/pdf' ? (
        <iframe src={url} title={t('paper.left')} />
      ) : (
        <img src={url} alt={t('paper.left')} />
      )}
      <figcaption>
        <a href={url} target="_blank" rel="noopener noreferrer">
          {t('paper.openScan')}
        </a>
      </figcaption>
    </figure>
  );
}

/** What has to stand on the sheet, word by word. */
function Said({ record, version }: { record: PaperRecordView; version: VersionDetail }) {
  const { t } = useTranslation();
  const facts = [
    [t('paper.code'), spacedCode(record.code)],
    [t('version.number', { number: version.number }), shortHash(version.hash)],
    [
      t('paper.verdict'),
      `${inLanguage(record.stepLabel, currentLanguage())}：${t(`paper.${record.verdict}`)}`,
    ],
    [t('paper.signer'), record.signer.name],
    [t('paper.signedOn'), record.signedOn],
    ...(record.opinion === '' ? [] : [[t('paper.opinion'), record.opinion]]),
    ...(record.note === undefined || record.note === '' ? [] : [[t('paper.note'), record.note]]),
  ] as const;
  const answers = version.findings.filter(({ id }) => record.answers[id] !== undefined);
  return (
    <div className="card paper-said">
      <h3>{t('paper.says')}</h3>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {answers.map(({ id, label, text }) => (
          <div key={id}>
            <dt>{inLanguage(label, currentLanguage())}</dt>
            <dd>
              {text} {record.answers[id] === '' ? t('screening.looked') : record.answers[id]}
            </dd>
          </div>
        ))}
      </dl>
      <p className="paper-hash num">{version.hash}</p>
    </div>
  );
}
