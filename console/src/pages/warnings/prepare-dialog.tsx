import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PrepareWarning, type WarningTemplate } from '../../../../src/contract/api/warnings.js';
import { WarningLevel, type WarningText } from '../../../../src/contract/warning.js';
import { getWarningTemplates, keepWarningTemplate, prepareWarning } from '../../api/warning-calls.js';
import { useRefresh } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { Failure, useProblemText } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';
import { Level } from './level.js';

type Fields = { [K in keyof WarningText]: WarningText[K] | '' };

const empty = (): Fields => ({
  level: 'blue',
  hazard: '',
  issuer: '',
  issuedAt: hubNow().toISOString(),
  from: hubNow().toISOString(),
  until: '',
  area: '',
  headline: '',
  instruction: '',
});
const most = { hazard: 30, issuer: 80, area: 200, headline: 160, instruction: 600 } as const;

/** Types in what the issuer sent, field by field; a colleague compares and starts it. */
export function PrepareDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [fields, setFields] = useState(empty);
  const [drill, setDrill] = useState(false);
  const [voice, setVoice] = useState(true);
  const set = <K extends keyof Fields>(name: K, value: Fields[K] | undefined) => {
    setFields((before) => ({ ...before, [name]: value ?? '' }));
  };
  const body = PrepareWarning.safeParse({ text: fields, drill, voice });
  const isLate = fields.until !== '' && (fields.until <= fields.from || fields.until <= fields.issuedAt);
  const prepare = useMutation({
    mutationFn: prepareWarning,
    onSuccess: async () => {
      message.success(t(drill ? 'warnings.savedDrill' : 'warnings.saved'));
      onClose();
      await refresh(['warnings']);
    },
  });
  const line = (name: 'hazard' | 'issuer' | 'area' | 'headline', hint?: string) => (
    <FormRow id={`warning-${name}`} label={t(`warnings.${name}`)} {...(hint === undefined ? {} : { hint })}>
      <Input
        id={`warning-${name}`}
        value={fields[name]}
        maxLength={most[name]}
        onChange={(event) => {
          set(name, event.target.value);
        }}
      />
    </FormRow>
  );
  const moment = (name: 'issuedAt' | 'from' | 'until', hint?: string) => (
    <FormRow id={`warning-${name}`} label={t(`warnings.${name}`)} {...(hint === undefined ? {} : { hint })}>
      <OfficeTimePicker
        id={`warning-${name}`}
        value={fields[name] === '' ? undefined : fields[name]}
        onChange={(value) => {
          set(name, value);
        }}
      />
    </FormRow>
  );
  return (
    <Modal
      open
      title={t('warnings.prepare')}
      okText={t('warnings.save')}
      okButtonProps={{ disabled: !body.success || isLate }}
      cancelText={t('action.cancel')}
      confirmLoading={prepare.isPending}
      onOk={() => {
        if (body.success) prepare.mutate(body.data);
      }}
      onCancel={onClose}
      width={640}
    >
      <FormRow id="warning-level" label={t('warnings.level')}>
        <Radio.Group
          id="warning-level"
          className="warning-levels"
          value={fields.level}
          onChange={({ target }) => {
            set('level', WarningLevel.parse(target.value));
          }}
        >
          {WarningLevel.options.map((level) => (
            <Radio key={level} value={level}>
              <Level level={level} /> {t(`warnings.levelWord.${level}`)}
            </Radio>
          ))}
        </Radio.Group>
      </FormRow>
      <div className="warning-two">
        {line('hazard', t('warnings.hazardHint'))}
        {line('issuer')}
        {moment('issuedAt')}
        {moment('from')}
        {moment('until', t('warnings.untilHint'))}
      </div>
      {isLate && <p className="field-error">{t('warnings.timesWrong')}</p>}
      {line('area')}
      {line('headline')}
      <FormRow id="warning-instruction" label={t('warnings.instruction')}>
        <Input.TextArea
          id="warning-instruction"
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={most.instruction}
          value={fields.instruction}
          onChange={(event) => {
            set('instruction', event.target.value);
          }}
        />
      </FormRow>
      <Templates
        fields={fields}
        onUse={(instruction) => {
          set('instruction', instruction);
        }}
      />
      <Checkbox
        checked={drill}
        onChange={({ target }) => {
          setDrill(target.checked);
        }}
      >
        {t('warnings.drill')} <span className="quiet">{t('warnings.drillHint')}</span>
      </Checkbox>
      <Checkbox
        checked={voice}
        onChange={({ target }) => {
          setVoice(target.checked);
        }}
      >
        {t('warnings.voice')} <span className="quiet">{t('warnings.voiceHint')}</span>
      </Checkbox>
      {prepare.isError && <Failure error={prepare.error} />}
    </Modal>
  );
}

/** What to do, ready for this hazard and level, or kept from what was typed. */
function Templates({ fields, onUse }: { fields: Fields; onUse: (instruction: string) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const refresh = useRefresh();
  const query = useQuery({
    queryKey: ['warnings', 'templates'],
    queryFn: ({ signal }) => getWarningTemplates(signal),
  });
  const keep = useMutation({
    mutationFn: (wish: WarningTemplate) => keepWarningTemplate(wish),
    onSuccess: async () => {
      message.success(t('warnings.templateKept'));
      await refresh(['warnings']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  const { level, hazard, instruction } = fields;
  const ready = query.data?.items.find((one) => one.hazard === hazard.trim() && one.level === level);
  const wish = level !== '' && { hazard: hazard.trim(), level, instruction: instruction.trim() };
  return (
    <p className="warning-acts">
      {ready && ready.instruction !== instruction && (
        <Button
          size="small"
          onClick={() => {
            onUse(ready.instruction);
          }}
        >
          {t('warnings.useTemplate')}
        </Button>
      )}
      {wish && wish.hazard !== '' && wish.instruction !== '' && ready?.instruction !== wish.instruction && (
        <Button
          size="small"
          type="text"
          loading={keep.isPending}
          onClick={() => {
            keep.mutate(wish);
          }}
        >
          {t('warnings.keepTemplate', { hazard: wish.hazard })}
        </Button>
      )}
    </p>
  );
}
