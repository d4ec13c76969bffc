import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import type { FindingAnswers } from '../../../../src/contract/api/screening.js';
import { approveOnDuty } from '../../api/emergency-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { openFindings } from '../review/open-findings.js';
import { Screening } from '../review/screening.js';
import './emergency.css';

interface DutyWayProps {
  /** What stands on the page: its hashes are what is agreed to. */
  seen: VersionDetail;
  version: VersionDetail;
}

/** The way of an emergency announcement: two persons on duty agree to exactly what they see. */
export function DutyWay({ seen, version: { id, duty } }: DutyWayProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const refresh = useRefresh();
  const [answers, setAnswers] = useState<FindingAnswers>({});
  const approve = useMutation({
    mutationFn: () =>
      approveOnDuty(id, {
        ...{ verdict: 'approve', opinion: '', answers: { ...answers }, versionHash: seen.hash },
        renditionHashes: Object.fromEntries(seen.renditions.map(({ targetId, hash }) => [targetId, hash])),
      }),
    onSuccess: async (answer) => {
      client.setQueryData(['version', id], answer);
      message.success(t('duty.approved'));
      await refresh();
    },
  });
  if (duty === undefined) return null;
  const open = openFindings(seen, answers);
  return (
    <section className="card duty-card" aria-label={t('duty.way')}>
      <h3>{t('duty.way')}</h3>
      <p className="quiet">{t('duty.wayText')}</p>
      {duty.taken.length > 0 && (
        <p className="tone-pine">
          {t('duty.taken', { names: duty.taken.map(({ name }) => name).join(t('list.comma')) })}
        </p>
      )}
      {duty.mayNotBecause !== undefined && <p>{t(`duty.mayNot.${duty.mayNotBecause}`)}</p>}
      {duty.mayApprove && openFindings(seen, {}).length > 0 && (
        <Screening version={seen} answers={answers} onChange={setAnswers} />
      )}
      {approve.isError && <Failure error={approve.error} />}
      {duty.mayApprove && (
        <Button
          type="primary"
          disabled={open.length > 0}
          loading={approve.isPending}
          onClick={() => {
            approve.mutate();
          }}
        >
          {t('duty.approve')}
        </Button>
      )}
    </section>
  );
}
