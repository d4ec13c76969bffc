import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperOutcome, PaperRecordView } from '../../../../src/contract/api/paper.js';
import { checkPaper } from '../../api/paper-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';

/** Two buttons: it says so, or it does not. The second needs a word. */
export function CheckBar({ record }: { record: PaperRecordView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const refresh = useRefresh();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const check = useMutation({
    mutationFn: (outcome: PaperOutcome) =>
      checkPaper(record.id, { outcome, note: note.trim(), versionHash: record.versionHash }),
    onSuccess: async (answer) => {
      client.setQueryData(['version', 'paper-record', record.id], answer);
      message.success(
        answer.outcome === 'confirmed'
          ? t('paper.confirmed', { name: answer.signer.name })
          : t('paper.rejected'),
      );
      await refresh();
    },
  });
  if (!record.mayCheck)
    return (
      <div className="decision-bar decision-idle">{t(`paper.mayNot.${record.mayNotBecause ?? 'role'}`)}</div>
    );
  return (
    <div className="decision-bar">
      {check.isError && <Failure error={check.error} />}
      <label className="visually-hidden" htmlFor="paper-note">
        {t('paper.note')}
      </label>
      <Input
        id="paper-note"
        size="large"
        maxLength={500}
        placeholder={`${t('paper.note')}（${t('paper.noteHint')}）`}
        value={note}
        status={missing ? 'error' : ''}
        onChange={(event) => {
          setNote(event.target.value);
          setMissing(false);
        }}
      />
      {missing && (
        <p className="field-error" role="alert">
          {t('paper.noteMissing')}
        </p>
      )}
      <div className="decision-buttons">
        <Button
          size="large"
          disabled={check.isPending}
          onClick={() => {
            if (note.trim() === '') {
              setMissing(true);
              document.getElementById('paper-note')?.focus();
            } else check.mutate('rejected');
          }}
        >
          {t('paper.reject')}
        </Button>
        <Button
          size="large"
          type="primary"
          loading={check.isPending}
          onClick={() => {
            check.mutate('confirmed');
          }}
        >
          {t('paper.confirm')}
        </Button>
      </div>
    </div>
  );
}
