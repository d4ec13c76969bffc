import { useMutation } from '@tanstack/react-query';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { changeScreen } from '../../api/screen-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { useScreenGroups } from './groups.js';

/** Another name or another group. */
export function EditScreenDialog({ screen, onClose }: { screen: ScreenView; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const groups = useScreenGroups();
  const [name, setName] = useState(screen.name);
  const [targetId, setTargetId] = useState(screen.targetId);
  const change = useMutation({
    mutationFn: () => changeScreen(screen.id, { name: name.trim(), targetId }),
    onSuccess: async () => {
      onClose();
      await refresh(['screens']);
    },
  });
  const save = () => {
    if (name.trim() !== '') change.mutate();
  };
  return (
    <Modal
      open
      title={t('screens.edit')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: name.trim() === '' }}
      confirmLoading={change.isPending}
      onOk={save}
      onCancel={onClose}
      width={420}
    >
      <div className="form-row">
        <label htmlFor="screen-name">{t('screens.name')}</label>
        <Input
          id="screen-name"
          value={name}
          maxLength={60}
          autoFocus
          onChange={(event) => {
            setName(event.target.value);
          }}
          onPressEnter={save}
        />
      </div>
      <div className="form-row">
        <label htmlFor="screen-group">{t('screens.group')}</label>
        <Select
          id="screen-group"
          value={targetId}
          onChange={setTargetId}
          options={groups.map((group) => ({ value: group.id, label: group.name }))}
        />
      </div>
      {change.isError && <Failure error={change.error} />}
    </Modal>
  );
}
