import { AutoComplete, Input, Modal, Radio, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announcementCategories } from '../../../../src/contract/api/intake.js';
import {
  Template,
  templateLimits,
  type TargetSetView,
  type TemplateView,
} from '../../../../src/contract/api/templates.js';
import { Priority } from '../../../../src/contract/values.js';
import { setTemplate } from '../../api/template-calls.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { MetadataInputs } from '../../ui/metadata-inputs.js';
import { useSaving } from './use-saving.js';
import '../../ui/prose.css';
import '../editor/rich-text.css';

const RichText = lazy(async () => ({ default: (await import('../editor/rich-text.js')).RichText }));

const fresh: Template = {
  name: '',
  category: '',
  title: '',
  body: '',
  priority: 'routine',
  metadata: {},
  required: [],
};

interface TemplateDialogProps {
  /** Without one, a new one. */
  template: TemplateView | undefined;
  taken: readonly string[];
  sets: readonly TargetSetView[];
  onClose: () => void;
}

/** Everything that announcements of a kind begin with. */
export function TemplateDialog({ template, taken, sets, onClose }: TemplateDialogProps) {
  const { t } = useTranslation();
  const [entered, setEntered] = useState<Template>(template === undefined ? fresh : Template.parse(template));
  const patch = (part: Partial<Template>) => {
    // The text field tells what was written later than others do.
    setEntered((now) => ({ ...now, ...part }));
  };
  const double = template === undefined && taken.includes(entered.name.trim());
  const wish = Template.safeParse(entered);
  const isBegun = entered.name.trim() !== '' && entered.category.trim() !== '';
  const save = useSaving({ call: setTemplate, said: t('template.saved'), onSaved: onClose });
  return (
    <Modal
      open
      width={820}
      title={template === undefined ? t('template.add') : t('template.editOf', { name: template.name })}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success || double }}
      confirmLoading={save.isPending}
      onOk={() => {
        if (wish.success) save.mutate(wish.data);
      }}
      onCancel={onClose}
    >
      {template === undefined && (
        <FormRow id="template-name" label={t('template.name')} hint={t('template.nameHint')}>
          <Input
            id="template-name"
            aria-describedby="template-name-hint"
            autoFocus
            maxLength={templateLimits.name}
            value={entered.name}
            onChange={(event) => {
              patch({ name: event.target.value });
            }}
          />
          {double && <span className="field-error">{t('template.nameTaken')}</span>}
        </FormRow>
      )}
      <FormRow id="template-category" label={t('template.category')}>
        <AutoComplete
          id="template-category"
          value={entered.category}
          options={announcementCategories.map((value) => ({ value }))}
          onChange={(category: string) => {
            patch({ category });
          }}
        />
      </FormRow>
      <FormRow id="template-title" label={t('template.titleLabel')} hint={t('template.titleHint')}>
        <Input
          id="template-title"
          aria-describedby="template-title-hint"
          maxLength={200}
          value={entered.title}
          onChange={(event) => {
            patch({ title: event.target.value });
          }}
        />
      </FormRow>
      <div className="form-row">
        <span className="form-label">{t('template.body')}</span>
        <Suspense fallback={<div className="rich template-body" aria-busy />}>
          <div className="template-body">
            <RichText
              value={entered.body}
              replaced={0}
              undoable={false}
              readOnly={false}
              limit={undefined}
              onChange={(body) => {
                patch({ body });
              }}
            />
          </div>
        </Suspense>
        <span className="quiet">{t('template.bodyHint')}</span>
      </div>
      <FormRow id="template-required" label={t('template.required')} hint={t('template.requiredHint')}>
        <Select<string[]>
          id="template-required"
          aria-describedby="template-required-hint"
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', '，', '、']}
          value={entered.required}
          onChange={(required) => {
            patch({ required: required.map((part) => part.slice(0, templateLimits.part)) });
          }}
        />
      </FormRow>
      <FormRow id="template-set" label={t('template.targetSet')}>
        <Select<string>
          id="template-set"
          allowClear
          placeholder={t('template.noSet')}
          value={entered.targetSet ?? null}
          options={sets.map(({ name }) => ({ value: name, label: name }))}
          onChange={(targetSet: string | undefined) => {
            patch({ targetSet });
          }}
        />
      </FormRow>
      <div className="form-row">
        <span className="form-label">{t('template.priority')}</span>
        <Radio.Group
          value={entered.priority}
          options={Priority.options.map((value) => ({ value, label: t(`priority.${value}`) }))}
          onChange={(event) => {
            patch({ priority: Priority.parse(event.target.value) });
          }}
        />
      </div>
      <fieldset className="template-metadata">
        <legend>{t('template.metadata')}</legend>
        <MetadataInputs
          id="template-metadata"
          value={entered.metadata}
          onChange={(metadata) => {
            patch({ metadata });
          }}
        />
      </fieldset>
      {isBegun && !wish.success && <p className="problem-error">{t('template.unfit')}</p>}
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}
