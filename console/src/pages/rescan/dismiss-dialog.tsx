import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DismissRescan } from '../../../../src/contract/api/rescan.js';
import { dismissRescan } from '../../api/rescan-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';

interface DismissDialogProps {
  announcement: { id: string; title: string };
  onClose: () => void;
}

/** Says why something may stay out all the same. */
export function DismissDialog({ announcement, onClose }: DismissDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  const body = DismissRescan.safeParse({ reason });
  const dismiss = useMutation({
    mutationFn: (wish: DismissRescan) => dismissRescan(announcement.id, wish),
    onSuccess: async () => {
      message.success(t('rescan.dismissed'));
      onClose();
      await refresh(['recalls', 'ledger']);
    },
  });
  return (
    <Modal
      open
      title={t('rescan.dismissTitle')}
      okText={t('rescan.dismissOk')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success }}
      confirmLoading={dismiss.isPending}
      onOk={() => {
        if (body.success) dismiss.mutate(body.data);
      }}
      onCancel={onClose}
      width={520}
    >
      <p className="modal-lead">{announcement.title}</p>
      <div className="form-row">
        <label htmlFor="rescan-reason">{t('rescan.reason')}</label>
        <Input.TextArea
          id="rescan-reason"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
        <span className="form-hint">{t('rescan.reasonHint')}</span>
      </div>
      {dismiss.isError && <Failure error={dismiss.error} />}
    </Modal>
  );
}
