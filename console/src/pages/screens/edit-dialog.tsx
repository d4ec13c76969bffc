import { useMutation } from '@tanstack/react-query';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { changeScreen } from '../../api/screen-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { TagInput } from './bulk-dialogs.js';
import { useScreenGroups } from './groups.js';

interface EditProps {
  screen: ScreenView;
  /** Tags that other screens have. */
  tags: string[];
  onClose: () => void;
}

/** Name and group, where it hangs, and whom to call. */
export function EditScreenDialog({ screen, tags, onClose }: EditProps) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const groups = useScreenGroups();
  const [wish, setWish] = useState({
    name: screen.name,
    targetId: screen.targetId,
    tags: screen.tags,
    place: screen.place,
    contact: screen.contact,
  });
  const change = useMutation({
    mutationFn: () => changeScreen(screen.id, { ...wish, name: wish.name.trim() }),
    onSuccess: async () => {
      onClose();
      await refresh(['fleet', 'screens', 'screen']);
    },
  });
  const save = () => {
    if (wish.name.trim() !== '') change.mutate();
  };
  const text = (name: 'name' | 'place' | 'contact', most: number) => (
    <Input
      id={`screen-${name}`}
      value={wish[name]}
      maxLength={most}
      onChange={(event) => {
        setWish({ ...wish, [name]: event.target.value });
      }}
      onPressEnter={save}
    />
  );
  return (
    <Modal
      open
      title={t('screens.edit')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: wish.name.trim() === '' }}
      confirmLoading={change.isPending}
      onOk={save}
      onCancel={onClose}
      width={420}
    >
      <div className="form-row">
        <label htmlFor="screen-name">{t('screens.name')}</label>
        {text('name', 60)}
      </div>
      <div className="form-row">
        <label htmlFor="screen-group">{t('screens.group')}</label>
        <Select
          id="screen-group"
          value={wish.targetId}
          onChange={(targetId) => {
            setWish({ ...wish, targetId });
          }}
          options={groups.map((group) => ({ value: group.id, label: group.name }))}
        />
      </div>
      <div className="form-row">
        <label htmlFor="screen-place">{t('fleet.detail.place')}</label>
        {text('place', 100)}
      </div>
      <div className="form-row">
        <label htmlFor="screen-contact">{t('fleet.detail.contact')}</label>
        {text('contact', 100)}
        <span className="form-hint">{t('fleet.detail.contactHint')}</span>
      </div>
      <div className="form-row">
        <label htmlFor="screen-tags">{t('fleet.detail.tags')}</label>
        <TagInput
          id="screen-tags"
          value={wish.tags}
          onChange={(next) => {
            setWish({ ...wish, tags: next });
          }}
          tags={tags}
        />
        <span className="form-hint">{t('fleet.detail.tagsHint')}</span>
      </div>
      {change.isError && <Failure error={change.error} />}
    </Modal>
  );
}
