import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import type { Person } from '../../../../src/contract/api/common.js';
import { PaperVerdict, RecordPaper, type SlipView } from '../../../../src/contract/api/paper.js';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import type { FindingAnswers } from '../../../../src/contract/api/screening.js';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import type { AssetRef } from '../../../../src/contract/values.js';
import { recordPaper } from '../../api/paper-calls.js';
import { useRefresh } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { shortHash } from '../../lib/text.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { openFindings } from '../review/open-findings.js';
import { Screening } from '../review/screening.js';
import { ScanChoice } from './scan-choice.js';

interface RecordFormProps {
  slip: SlipView;
  version: VersionDetail;
  signers: readonly Person[];
}

/** What the signed sheet says, typed by who has it in hand. */
export function RecordForm({ slip, version, signers }: RecordFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [scan, setScan] = useState<AssetRef>();
  const [verdict, setVerdict] = useState<PaperVerdict>('approve');
  const [signerId, setSigner] = useState<string | undefined>(
    signers.length === 1 ? signers[0]?.id : undefined,
  );
  const [signedOn, setSignedOn] = useState(() => dayText(hubNow()));
  const [opinion, setOpinion] = useState('');
  const [answers, setAnswers] = useState<FindingAnswers>({});
  const approving = verdict === 'approve';
  const body = RecordPaper.safeParse({
    ...{ scan, verdict, opinion, signerId, signedOn },
    answers: approving ? { ...answers } : {},
  });
  const record = useMutation({
    mutationFn: (wish: RecordPaper) => recordPaper(slip.code, wish),
    onSuccess: async ({ id }) => {
      message.success(t('paper.recorded'));
      await refresh(['version', 'reviews', 'ledger']);
      await navigate(`/paper/${id}`);
    },
  });
  const complete = body.success && (!approving || openFindings(version, answers).length === 0);
  return (
    <form
      className="card paper-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) record.mutate(body.data);
      }}
    >
      <p className="paper-compare">
        {t('paper.sameHash')} <strong className="num">{shortHash(slip.versionHash)}</strong>
      </p>
      <ScanChoice code={slip.code} value={scan} onChange={setScan} />
      <div className="form-row">
        <span className="form-label" id="paper-verdict">
          {t('paper.verdict')}
        </span>
        <Radio.Group
          aria-labelledby="paper-verdict"
          value={verdict}
          onChange={(event) => {
            setVerdict(PaperVerdict.parse(event.target.value));
          }}
          options={PaperVerdict.options.map((value) => ({ value, label: t(`paper.${value}`) }))}
        />
      </div>
      <FormRow id="paper-signer" label={t('paper.signer')} hint={t('paper.signerHint')}>
        <Select
          id="paper-signer"
          showSearch={{ optionFilterProp: 'label' }}
          value={signerId}
          notFoundContent={t('paper.noSigners')}
          onChange={setSigner}
          options={signers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormRow>
      <FormRow id="paper-day" label={t('paper.signedOn')}>
        <Input
          id="paper-day"
          type="date"
          min={dayText(new Date(version.submittedAt))}
          max={dayText(hubNow())}
          value={signedOn}
          onChange={(event) => {
            setSignedOn(event.target.value);
          }}
        />
      </FormRow>
      <FormRow id="paper-opinion" label={t('paper.opinion')} hint={t('paper.opinionHint')}>
        <Input.TextArea
          id="paper-opinion"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          value={opinion}
          onChange={(event) => {
            setOpinion(event.target.value);
          }}
        />
      </FormRow>
      {approving && openFindings(version, {}).length > 0 && (
        <>
          <h3>{t('paper.findings')}</h3>
          <Screening version={version} answers={answers} forSigner onChange={setAnswers} />
        </>
      )}
      {record.isError && <Failure error={record.error} />}
      <Button type="primary" htmlType="submit" size="large" disabled={!complete} loading={record.isPending}>
        {t('paper.submit')}
      </Button>
    </form>
  );
}
