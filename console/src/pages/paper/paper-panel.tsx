import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import {
  readSlipCode,
  spacedCode,
  type PaperRecordView,
  type SlipView,
} from '../../../../src/contract/api/paper.js';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { getVersionPaper, printSlip, slipPageUrl } from '../../api/paper-calls.js';
import { useMay } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Failure } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import './paper.css';

/** What of a version is signed by hand: the slip of the step that waits, and what was recorded. */
export function PaperPanel({ version }: { version: VersionDetail }) {
  const { t } = useTranslation();
  const mayRecord = useMay('review.paper');
  const paper = useQuery({
    queryKey: ['version', version.id, 'paper'],
    queryFn: ({ signal }) => getVersionPaper(version.id, signal),
  });
  const records = paper.data?.records ?? [];
  const waits = version.waitsFor !== undefined && mayRecord;
  if (!waits && records.length === 0) return null;
  const slip = paper.data?.slip;
  return (
    <section className="card paper-panel" aria-label={t('paper.title')}>
      <h3>{t('paper.title')}</h3>
      {paper.isError && <Failure error={paper.error} onRetry={() => void paper.refetch()} />}
      {waits && (
        <>
          <p className="quiet">{t('paper.lead')}</p>
          {slip !== undefined && slip.step === version.waitsFor?.key ? (
            <SlipLine slip={slip} />
          ) : (
            <MakeSlip versionId={version.id} />
          )}
          <FindSlip />
        </>
      )}
      <ul className="paper-records">
        {records.map((record) => (
          <RecordLine key={record.id} record={record} />
        ))}
      </ul>
    </section>
  );
}

function MakeSlip({ versionId }: { versionId: string }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const make = useMutation({
    mutationFn: () => printSlip(versionId),
    onSuccess: () => refresh(['version', 'ledger']),
  });
  return (
    <>
      <p className="paper-make">
        <Button
          loading={make.isPending}
          onClick={() => {
            make.mutate();
          }}
        >
          {t('paper.make')}
        </Button>
      </p>
      {make.isError && <Failure error={make.error} />}
    </>
  );
}

function SlipLine({ slip }: { slip: SlipView }) {
  const { t } = useTranslation();
  return (
    <p className="paper-slip">
      <span>
        {t('paper.slipOf', {
          step: inLanguage(slip.stepLabel, currentLanguage()),
          code: spacedCode(slip.code),
        })}
        <span className={slip.state === 'waiting' ? 'tone-amber' : 'quiet'}>
          {' · '}
          {t(`paper.state.${slip.state}`)}
        </span>
      </span>
      <Button href={slipPageUrl(slip.code)} target="_blank" rel="noopener">
        {t('paper.open')}
      </Button>
      {slip.state === 'open' && <ButtonLink to={`/slips/${slip.code}`}>{t('paper.enter')}</ButtonLink>}
    </p>
  );
}

/** For who has the sheet in hand and no camera: its code leads to the page that the QR code leads to. */
function FindSlip() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const code = readSlipCode(text);
  const go = (): void => {
    if (code !== undefined) void navigate(`/slips/${code}`);
  };
  return (
    <p className="paper-find">
      <label htmlFor="slip-code">{t('paper.code')}</label>
      <Input
        id="slip-code"
        value={text}
        autoComplete="off"
        maxLength={20}
        placeholder="ABCD-EFGH-2345"
        aria-describedby="slip-code-hint"
        onChange={(event) => {
          setText(event.target.value);
        }}
        onPressEnter={go}
      />
      <Button disabled={code === undefined} onClick={go}>
        {t('paper.go')}
      </Button>
      <span className="quiet" id="slip-code-hint">
        {t('paper.codeHint')}
      </span>
    </p>
  );
}

function RecordLine({ record }: { record: PaperRecordView }) {
  const { t } = useTranslation();
  const { outcome = 'waiting' } = record;
  const tone = { confirmed: 'tone-pine', rejected: 'tone-cinnabar', waiting: 'tone-amber' }[outcome];
  return (
    <li>
      <span>
        {inLanguage(record.stepLabel, currentLanguage())}
        {' · '}
        {record.signer.name} {t(`verdict.${record.verdict}`)}
      </span>
      <span className={tone}>{t(`paper.outcome.${outcome}`)}</span>
      {record.note !== undefined && record.note !== '' && <span className="quiet">{record.note}</span>}
      <span className="quiet">
        {record.recordedBy.name} <When at={record.recordedAt} />
      </span>
      <Link to={`/paper/${record.id}`}>{t(record.mayCheck ? 'paper.toCheck' : 'paper.look')}</Link>
    </li>
  );
}
