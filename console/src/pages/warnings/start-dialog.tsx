import { useMutation } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WarningBoard, WarningView } from '../../../../src/contract/api/warnings.js';
import { startWarning } from '../../api/warning-calls.js';
import { useMe } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { GroupChoice } from './group-choice.js';
import { WarningPreview } from './preview.js';

interface StartDialogProps {
  warning: WarningView;
  groups: WarningBoard['groups'];
  onClose: () => void;
}

/** The last look before it fills every screen: the picture itself, and where. */
export function StartDialog({ warning, groups, onClose }: StartDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const me = useMe();
  const refresh = useRefresh();
  const [targetIds, setTargetIds] = useState(groups.map(({ id }) => id));
  const needsSecond =
    warning.source === undefined && !warning.drill && warning.preparedBy.id === me.member.id;
  const count = groups
    .filter(({ id }) => targetIds.includes(id))
    .reduce((sum, { screens }) => sum + screens, 0);
  const start = useMutation({
    mutationFn: () => startWarning(warning.id, targetIds),
    onSuccess: async () => {
      message.success(t('warnings.started'));
      onClose();
      await refresh(['warnings']);
    },
  });
  return (
    <Modal
      open
      title={t('warnings.startTitle')}
      okText={t('warnings.startOk', { count })}
      okButtonProps={{ danger: true, disabled: needsSecond || targetIds.length === 0 }}
      cancelText={t('action.cancel')}
      confirmLoading={start.isPending}
      onOk={() => {
        start.mutate();
      }}
      onCancel={onClose}
      width={760}
    >
      <p className="modal-lead">{t(needsSecond ? 'warnings.needsSecond' : 'warnings.startText')}</p>
      <div className="warning-preview">
        <WarningPreview text={warning.text} drill={warning.drill} identifier={warning.identifier} />
      </div>
      <GroupChoice groups={groups} value={targetIds} onChange={setTargetIds} />
      {start.isError && <Failure error={start.error} />}
    </Modal>
  );
}
