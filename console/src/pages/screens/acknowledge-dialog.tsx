import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acknowledgeAlerts } from '../../api/fleet-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';

/** Somebody sees to these alerts, and may say how. */
export function AcknowledgeDialog({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [note, setNote] = useState('');
  const acknowledge = useMutation({
    mutationFn: () => acknowledgeAlerts({ ids, note }),
    onSuccess: async ({ results }) => {
      const count = results.filter(({ code }) => code === undefined).length;
      message.success(t('fleetAlerts.done', { count }));
      onClose();
      await refresh(['screen', 'fleet']);
    },
  });
  return (
    <Modal
      open
      title={t('fleetAlerts.title', { count: ids.length })}
      okText={t('fleetAlerts.acknowledge')}
      cancelText={t('action.cancel')}
      confirmLoading={acknowledge.isPending}
      onOk={() => {
        acknowledge.mutate();
      }}
      onCancel={onClose}
      width={440}
    >
      <p className="modal-lead">{t('fleetAlerts.lead')}</p>
      <div className="form-row">
        <label htmlFor="alert-note">{t('fleetAlerts.note')}</label>
        <Input.TextArea
          id="alert-note"
          value={note}
          maxLength={200}
          autoSize={{ minRows: 2, maxRows: 5 }}
          placeholder={t('fleetAlerts.noteHint')}
          onChange={(event) => {
            setNote(event.target.value);
          }}
        />
      </div>
      {acknowledge.isError && <Failure error={acknowledge.error} />}
    </Modal>
  );
}
