import { Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TargetSet, templateLimits, type TargetSetView } from '../../../../src/contract/api/templates.js';
import { setTargetSet } from '../../api/template-calls.js';
import { useTargets } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { useSaving } from './use-saving.js';

interface SetDialogProps {
  /** Without one, a new one. */
  set: TargetSetView | undefined;
  taken: readonly string[];
  onClose: () => void;
}

/** A set's name and its targets. */
export function SetDialog({ set, taken, onClose }: SetDialogProps) {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  const [name, setName] = useState(set?.name ?? '');
  const [targetIds, setTargetIds] = useState(set?.targetIds ?? []);
  const double = set === undefined && taken.includes(name.trim());
  const wish = TargetSet.safeParse({ name, targetIds });
  const save = useSaving({ call: setTargetSet, said: t('template.setSaved'), onSaved: onClose });
  return (
    <Modal
      open
      title={set === undefined ? t('template.addSet') : t('template.editSet', { name: set.name })}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success || double }}
      confirmLoading={save.isPending}
      onOk={() => {
        if (wish.success) save.mutate(wish.data);
      }}
      onCancel={onClose}
      width={480}
    >
      {set === undefined && (
        <div className="form-row">
          <label htmlFor="set-name">{t('template.setName')}</label>
          <Input
            id="set-name"
            autoFocus
            maxLength={templateLimits.name}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
          {double && <span className="field-error">{t('template.nameTaken')}</span>}
        </div>
      )}
      <div className="form-row">
        <span className="form-label">{t('template.setTargets')}</span>
        <Checkbox.Group
          className="set-targets"
          value={targetIds}
          onChange={setTargetIds}
          options={targets
            .filter((target) => target.enabled || targetIds.includes(target.id))
            .map((target) => ({ value: target.id, label: target.name }))}
        />
      </div>
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}
