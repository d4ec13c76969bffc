import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationView } from '../../../../src/contract/api/consultations.js';
import type { Hash } from '../../../../src/contract/values.js';
import { confirmConsultation, withdrawConsultation } from '../../api/consulting-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';

interface DialogProps {
  view: ConsultationView;
  onClose: () => void;
}

/** Nobody waits for the reply any more; why stands in the ledger. */
export function WithdrawDialog({ view, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const withdraw = useAct(
    () => withdrawConsultation(view.id, { reason }),
    t('consultation.withdrawForm.done'),
    onClose,
  );
  return (
    <Modal
      open
      title={t('consultation.withdrawForm.title', { organ: view.organ })}
      okText={t('consultation.withdrawForm.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: reason.trim() === '' }}
      confirmLoading={withdraw.isPending}
      onOk={() => {
        withdraw.mutate();
      }}
      onCancel={onClose}
      width={480}
    >
      <div className="form-row">
        <label htmlFor="consult-reason">{t('consultation.withdrawForm.reason')}</label>
        <Input.TextArea
          id="consult-reason"
          value={reason}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
        <span className="form-hint">{t('consultation.withdrawForm.hint')}</span>
      </div>
      {withdraw.isError && <Failure error={withdraw.error} />}
    </Modal>
  );
}

/** The reply holds for the text that stands on the page. */
export function ConfirmDialog({ view, textHash, onClose }: DialogProps & { textHash: Hash }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const confirm = useAct(
    () => confirmConsultation(view.id, { textHash, note }),
    t('consultation.confirmForm.done'),
    onClose,
  );
  return (
    <Modal
      open
      title={t('consultation.confirmForm.title', { organ: view.organ })}
      okText={t('consultation.confirmForm.ok')}
      cancelText={t('action.cancel')}
      confirmLoading={confirm.isPending}
      onOk={() => {
        confirm.mutate();
      }}
      onCancel={onClose}
      width={480}
    >
      <p>{t('consultation.confirmForm.text')}</p>
      {view.reply !== undefined && (
        <p className="consultation-quote">
          <span className="quiet">{t('consultation.reply')}</span>
          {view.reply.text}
        </p>
      )}
      <div className="form-row">
        <label htmlFor="consult-note">
          {t('consultation.confirmForm.note')}
          <span className="form-optional">{t('form.optional')}</span>
        </label>
        <Input.TextArea
          id="consult-note"
          value={note}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => {
            setNote(event.target.value);
          }}
        />
      </div>
      {confirm.isError && <Failure error={confirm.error} />}
    </Modal>
  );
}

function useAct(act: () => Promise<void>, done: string, onClose: () => void) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      message.success(done);
      onClose();
      await refresh();
    },
  });
}
