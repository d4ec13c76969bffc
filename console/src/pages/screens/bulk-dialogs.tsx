import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenGroups } from './groups.js';
import { useAct } from './use-act.js';

interface DialogProps {
  ids: string[];
  onClose: () => void;
}

export function MoveDialog({ ids, onClose }: DialogProps) {
  const { t } = useTranslation();
  const groups = useScreenGroups();
  const act = useAct();
  const [targetId, setTargetId] = useState<string>();
  return (
    <Modal
      open
      title={t('fleetBulk.moveTitle', { count: ids.length })}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: targetId === undefined }}
      confirmLoading={act.isPending}
      onOk={() => {
        if (targetId !== undefined)
          act.mutate({ ids, action: { kind: 'move', targetId } }, { onSuccess: onClose });
      }}
      onCancel={onClose}
      width={420}
    >
      <div className="form-row">
        <label htmlFor="bulk-group">{t('screens.group')}</label>
        <Select
          id="bulk-group"
          value={targetId}
          onChange={setTargetId}
          options={groups.map(({ id, name }) => ({ value: id, label: name }))}
          notFoundContent={t('screens.noGroups')}
        />
      </div>
    </Modal>
  );
}

export function TagDialog({ ids, tags, onClose }: DialogProps & { tags: string[] }) {
  const { t } = useTranslation();
  const act = useAct();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  return (
    <Modal
      open
      title={t('fleetBulk.tagTitle', { count: ids.length })}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: add.length + remove.length === 0 }}
      confirmLoading={act.isPending}
      onOk={() => {
        act.mutate({ ids, action: { kind: 'tag', add, remove } }, { onSuccess: onClose });
      }}
      onCancel={onClose}
      width={420}
    >
      <div className="form-row">
        <label htmlFor="bulk-add">{t('fleetBulk.add')}</label>
        <TagInput id="bulk-add" value={add} onChange={setAdd} tags={tags} />
        <span className="form-hint">{t('fleet.detail.tagsHint')}</span>
      </div>
      <div className="form-row">
        <label htmlFor="bulk-remove">{t('fleetBulk.takeOff')}</label>
        <Select
          id="bulk-remove"
          mode="multiple"
          value={remove}
          onChange={setRemove}
          options={tags.map((tag) => ({ value: tag, label: tag }))}
        />
      </div>
    </Modal>
  );
}

/** Tags, known ones or new ones. */
export function TagInput({
  id,
  value,
  onChange,
  tags,
}: {
  id: string;
  value: string[];
  onChange: (tags: string[]) => void;
  tags: string[];
}) {
  return (
    <Select
      id={id}
      mode="tags"
      maxCount={20}
      value={value}
      onChange={(next) => {
        onChange(next.map((tag) => tag.trim().slice(0, 30)).filter((tag) => tag !== ''));
      }}
      options={tags.map((tag) => ({ value: tag, label: tag }))}
      tokenSeparators={[',', '，', '、']}
    />
  );
}
