import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BeginSlate, type WarningBoard } from '../../../../src/contract/api/warnings.js';
import { beginSlate } from '../../api/warning-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { GroupChoice } from './group-choice.js';

/** A neutral page on every screen, by one key: everything is filled in. */
export function SlateDialog({ groups, onClose }: { groups: WarningBoard['groups']; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [reason, setReason] = useState(t('warnings.slateReasonDefault'));
  const [targetIds, setTargetIds] = useState(groups.map(({ id }) => id));
  const body = BeginSlate.safeParse({ targetIds, reason });
  const begin = useMutation({
    mutationFn: (wish: BeginSlate) => beginSlate(wish),
    onSuccess: async () => {
      message.success(t('warnings.slateOn'));
      onClose();
      await refresh(['warnings']);
    },
  });
  return (
    <Modal
      open
      title={t('warnings.slateTitle')}
      okText={t('warnings.slateOk')}
      okButtonProps={{ danger: true, disabled: !body.success, autoFocus: true }}
      cancelText={t('action.cancel')}
      confirmLoading={begin.isPending}
      onOk={() => {
        if (body.success) begin.mutate(body.data);
      }}
      onCancel={onClose}
      width={520}
    >
      <p className="modal-lead">{t('warnings.slateText')}</p>
      <GroupChoice groups={groups} value={targetIds} onChange={setTargetIds} />
      <FormRow id="slate-reason" label={t('warnings.slateReason')}>
        <Input
          id="slate-reason"
          value={reason}
          maxLength={200}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
      </FormRow>
      {begin.isError && <Failure error={begin.error} />}
    </Modal>
  );
}
