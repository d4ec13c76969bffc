import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import type { DecideRecall, RecallRequestView } from '../../../../src/contract/api/recall.js';
import { decideRecall } from '../../api/recall-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { Dot } from '../../ui/state.js';
import './recall.css';

const LONGEST_OPINION = 2000;
type Verdict = DecideRecall['verdict'];

/** A second person agrees or refuses; who may not is told whom it waits for. */
export function RecallDecision({ request }: { request: RecallRequestView }) {
  const { t } = useTranslation();
  if (request.decision !== undefined) return null;
  if (request.mayDecide) return <DecisionForm request={request} />;
  return (
    <p className="recall-waits tone-amber">
      <Dot sign="person" tone="amber" />
      {t(request.mayNotBecause === 'requester' ? 'recalls.waitsForOther' : 'recalls.waitsForRole')}
    </p>
  );
}

function DecisionForm({ request }: { request: RecallRequestView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const field = useId();
  const [opinion, setOpinion] = useState('');
  const [missing, setMissing] = useState(false);
  const decision = useMutation({
    mutationFn: (verdict: Verdict) => decideRecall(request.id, { verdict, opinion: opinion.trim() }),
    onSuccess: async (progress, verdict) => {
      client.setQueryData(['recall', request.id], progress);
      message.success(t(verdict === 'approve' ? 'recalls.agreed' : 'recalls.refused'));
      if (verdict === 'approve') await navigate(`/recalls/${request.id}`);
      await refresh();
    },
  });

  function take(verdict: Verdict): void {
    const empty = verdict === 'refuse' && opinion.trim() === '';
    setMissing(empty);
    if (empty) document.getElementById(field)?.focus();
    else decision.mutate(verdict);
  }

  return (
    <div className="recall-decision">
      <label className="visually-hidden" htmlFor={field}>
        {t('recalls.opinion')}
      </label>
      <Input.TextArea
        id={field}
        autoSize={{ minRows: 1, maxRows: 5 }}
        maxLength={LONGEST_OPINION}
        placeholder={t('recalls.opinionHint')}
        value={opinion}
        status={missing ? 'error' : ''}
        onChange={(event) => {
          setOpinion(event.target.value);
          setMissing(false);
        }}
      />
      <div className="recall-buttons">
        <Button
          disabled={decision.isPending}
          onClick={() => {
            take('refuse');
          }}
        >
          {t('recalls.refuse')}
        </Button>
        <Button
          type="primary"
          danger
          loading={decision.isPending}
          onClick={() => {
            take('approve');
          }}
        >
          {t('recalls.agree')}
        </Button>
      </div>
      {missing && (
        <p className="field-error" role="alert">
          {t('recalls.opinionMissing')}
        </p>
      )}
      {decision.isError && <Failure error={decision.error} />}
    </div>
  );
}
