import { Checkbox, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { builtInLayouts } from '../../../../src/contract/layouts.js';
import { Rule, type Plan } from '../../../../src/contract/programme.js';
import { FormRow } from '../../ui/form-row.js';
import { useLayoutName } from './layout-name.js';
import { WhenFields } from './when-fields.js';
import { WhichFields } from './which-fields.js';

interface RuleDialogProps {
  rule: Rule;
  plan: Plan;
  screens: readonly ScreenView[];
  onSave: (rule: Rule) => void;
  onClose: () => void;
}

/** One rule: which playlist in which layout, when, where, and before whom. */
export function RuleDialog({ rule, plan, screens, onSave, onClose }: RuleDialogProps) {
  const { t } = useTranslation();
  const nameOf = useLayoutName();
  const [draft, setDraft] = useState(rule);
  const wish = Rule.safeParse(draft);
  const change = (part: Partial<Rule>) => {
    setDraft({ ...draft, ...part });
  };
  return (
    <Modal
      open
      width={620}
      title={t(plan.rules.some(({ id }) => id === rule.id) ? 'programme.editRule' : 'programme.addRule')}
      okText={t('action.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      onOk={() => {
        if (wish.success) onSave(wish.data);
      }}
      onCancel={onClose}
    >
      <FormRow id="rule-name" label={t('programme.name')}>
        <Input
          id="rule-name"
          autoFocus
          maxLength={60}
          value={draft.name}
          onChange={({ target: { value } }) => {
            change({ name: value });
          }}
        />
      </FormRow>
      <div className="programme-pair">
        <FormRow id="rule-playlist" label={t('programme.playlist')}>
          <Select
            id="rule-playlist"
            value={draft.playlistId}
            options={plan.playlists.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(playlistId: string) => {
              change({ playlistId });
            }}
          />
        </FormRow>
        <FormRow id="rule-layout" label={t('programme.layout')}>
          <Select
            id="rule-layout"
            value={draft.layoutId}
            options={[...builtInLayouts, ...plan.layouts].map((layout) => ({
              value: layout.id,
              label: nameOf(layout),
            }))}
            onChange={(layoutId: string) => {
              change({ layoutId });
            }}
          />
        </FormRow>
      </div>
      <WhenFields
        when={draft.when}
        onChange={(when) => {
          change({ when });
        }}
      />
      <WhichFields
        which={draft.screens}
        screens={screens}
        onChange={(which) => {
          change({ screens: which });
        }}
      />
      <FormRow id="rule-priority" label={t('programme.priority')}>
        <InputNumber
          id="rule-priority"
          min={0}
          max={9}
          precision={0}
          value={draft.priority}
          onChange={(priority) => {
            change({ priority: priority ?? 0 });
          }}
        />
      </FormRow>
      <div className="form-row">
        <Checkbox
          checked={draft.exclusive}
          onChange={({ target: { checked } }) => {
            change({ exclusive: checked });
          }}
        >
          {t('programme.exclusive')}
        </Checkbox>
        <span className="form-hint">{t('programme.exclusiveHint')}</span>
      </div>
    </Modal>
  );
}
