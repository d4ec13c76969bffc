import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  RectificationText,
  type RectificationView,
  type SecrecyDuties,
  type WriteRectification,
} from '../../../../src/contract/api/rectification.js';
import { writeRectification } from '../../api/rectification-calls.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';
import { useStep } from './use-step.js';

type Fields = RectificationView['text'];

const paragraphs = ['cause', 'scope', 'measures'] as const;

/** The number of the step that wrote it last: while somebody writes on, another one's would be lost. */
const writtenBy = ({ steps }: RectificationView): number =>
  steps.findLast(({ act }) => act === 'written')?.number ?? 0;

/** What is written in it, as a form; it is kept when somebody presses the button. */
export function TextForm({ view }: { view: RectificationView }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<{ since: number; fields: Fields }>();
  const fields = draft?.fields ?? view.text;
  const set = (more: Partial<Fields>): void => {
    setDraft({ since: draft?.since ?? writtenBy(view), fields: { ...fields, ...more } });
  };
  const isStale = draft !== undefined && draft.since !== writtenBy(view);
  const body = RectificationText.safeParse(fields);
  const save = useStep(
    (wish: WriteRectification) => writeRectification(view.id, wish),
    t('rectification.saved'),
    () => {
      setDraft(undefined);
    },
  );
  const isSecret = view.recall?.reason === 'secrecy';
  return (
    <form
      className="rectification-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (body.success && !isStale) save.mutate({ number: view.number, text: body.data });
      }}
    >
      {paragraphs.map((field) => (
        <FormRow
          key={field}
          id={`rectification-${field}`}
          label={t(`rectification.${field}`)}
          hint={t(`rectification.${field}Hint`)}
        >
          <Input.TextArea
            id={`rectification-${field}`}
            aria-describedby={`rectification-${field}-hint`}
            autoSize={{ minRows: 3, maxRows: 12 }}
            maxLength={4000}
            value={fields[field]}
            onChange={(event) => {
              set({ [field]: event.target.value });
            }}
          />
        </FormRow>
      ))}
      <fieldset className="rectification-set">
        <legend className="form-label">{t('rectification.seen')}</legend>
        <div className="rectification-pair">
          {(['seenFrom', 'seenTo'] as const).map((field) => (
            <label key={field} htmlFor={`rectification-${field}`}>
              {t(`rectification.${field}`)}{' '}
              <OfficeTimePicker
                id={`rectification-${field}`}
                value={fields[field]}
                onChange={(at) => {
                  set({ [field]: at });
                }}
              />
            </label>
          ))}
        </div>
        <span className="form-hint">{t('rectification.seenHint')}</span>
        {!body.success && body.error.issues.some(({ path }) => path[0] === 'seenTo') && (
          <p className="field-error" role="alert">
            {t('rectification.seenOrder')}
          </p>
        )}
      </fieldset>
      <FormRow
        id="rectification-responsible"
        label={t('rectification.responsible')}
        hint={t('rectification.responsibleHint')}
      >
        <Select
          id="rectification-responsible"
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          value={fields.responsible}
          options={view.members.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(responsible: string[]) => {
            set({ responsible });
          }}
        />
      </FormRow>
      <FormRow id="rectification-others" label={t('rectification.responsibleWords')}>
        <Input
          id="rectification-others"
          maxLength={500}
          value={fields.responsibleWords}
          onChange={(event) => {
            set({ responsibleWords: event.target.value });
          }}
        />
      </FormRow>
      {isSecret && (
        <Duties
          duties={fields.duties}
          onChange={(duties) => {
            set({ duties });
          }}
        />
      )}
      {isStale && (
        <Notice
          tone="amber"
          title={t('rectification.conflict')}
          action={
            <Button
              onClick={() => {
                setDraft(undefined);
              }}
            >
              {t('rectification.reload')}
            </Button>
          }
        >
          {t('rectification.conflictText')}
        </Notice>
      )}
      {save.isError && <Failure error={save.error} />}
      <div>
        <Button
          type="primary"
          htmlType="submit"
          disabled={draft === undefined || isStale || !body.success}
          loading={save.isPending}
        >
          {t('rectification.save')}
        </Button>
      </div>
    </form>
  );
}

/** What 保密法 Art. 34 asks for; nothing of the secret itself. */
function Duties({
  duties = { stopped: false, preserved: false, reportedTo: '' },
  onChange,
}: {
  duties: SecrecyDuties | undefined;
  onChange: (duties: SecrecyDuties) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="rectification-set">
      <legend className="form-label">{t('rectification.duties')}</legend>
      {(['stopped', 'preserved'] as const).map((duty) => (
        <Checkbox
          key={duty}
          checked={duties[duty]}
          onChange={(event) => {
            onChange({ ...duties, [duty]: event.target.checked });
          }}
        >
          {t(`rectification.${duty}`)}
        </Checkbox>
      ))}
      <div className="rectification-pair">
        <FormRow id="rectification-reported-on" label={t('rectification.reportedOn')}>
          <Input
            id="rectification-reported-on"
            type="date"
            value={duties.reportedOn ?? ''}
            onChange={({ target: { value } }) => {
              onChange({ ...duties, reportedOn: value === '' ? undefined : value });
            }}
          />
        </FormRow>
        <FormRow id="rectification-reported-to" label={t('rectification.reportedTo')}>
          <Input
            id="rectification-reported-to"
            maxLength={200}
            placeholder={t('rectification.reportedToHint')}
            value={duties.reportedTo}
            onChange={(event) => {
              onChange({ ...duties, reportedTo: event.target.value });
            }}
          />
        </FormRow>
      </div>
    </fieldset>
  );
}
