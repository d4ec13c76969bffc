import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { dictionaryLimits, ImportProblem } from '../../../../src/contract/api/dictionary.js';
import { importWords } from '../../api/dictionary-calls.js';
import { asProblem } from '../../api/problem.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';

/** Lines from a sheet or a file: all of them are taken, or none and it is said which are wrong. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [csv, setCsv] = useState('');
  const save = useMutation({
    mutationFn: importWords,
    onSuccess: async (answer) => {
      message.success(t('dictionary.imported', answer));
      await refresh(['dictionary', 'preview']);
      onClose();
    },
  });
  const lines = save.isError ? wrongLines(save.error) : [];
  return (
    <Modal
      open
      title={t('dictionary.importTitle')}
      okText={t('dictionary.importDo')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: csv.trim() === '' }}
      confirmLoading={save.isPending}
      onOk={() => {
        save.mutate(csv);
      }}
      onCancel={onClose}
      width={640}
    >
      <p className="modal-lead">{t('dictionary.importText')}</p>
      <Input.TextArea
        autoFocus
        rows={10}
        maxLength={dictionaryLimits.import}
        aria-label={t('dictionary.importLabel')}
        value={csv}
        onChange={(event) => {
          setCsv(event.target.value);
        }}
      />
      {lines.length > 0 && (
        <ul className="word-problems" role="alert">
          {lines.map(({ line, what }) => (
            <li key={line}>{t('dictionary.line', { line, what: t(`wordProblem.${what}`) })}</li>
          ))}
        </ul>
      )}
      {save.isError && lines.length === 0 && <Failure error={save.error} />}
    </Modal>
  );
}

/** Which lines the hub did not take, if that is what is wrong. */
function wrongLines(error: unknown): ImportProblem[] {
  const lines = z.array(ImportProblem).safeParse(asProblem(error).details?.facts?.['lines']);
  return lines.data ?? [];
}
