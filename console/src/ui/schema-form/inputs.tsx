import { Checkbox, DatePicker, Input, InputNumber, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Json } from '../../../../src/contract/values.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { OfficeTimePicker } from '../office-time-picker.js';
import { useFrame, useIds } from './frame.js';
import type { ChoiceField, FormField, NumberField, TextField, TimeField } from './fields.js';

interface InputProps<F> {
  field: F;
  value: Json | undefined;
  path: string;
  label: string;
  onChange: (value: Json | undefined) => void;
}

const DAY = 'YYYY-MM-DD';

/** Longer limits are nobody's measure while writing. */
const COUNTED_UP_TO = 1_000;

/** More choices than these go into a list that opens. */
const CHOICES_IN_SIGHT = 4;

/** The input of one plain field. */
export function FieldInput({ field, ...rest }: InputProps<FormField>) {
  switch (field.kind) {
    case 'text':
      return <TextInput field={field} {...rest} />;
    case 'number':
      return <NumberInput field={field} {...rest} />;
    case 'instant':
    case 'date':
      return <TimeInput field={field} {...rest} />;
    case 'yes':
      return <YesInput field={field} {...rest} />;
    case 'choice':
      return <ChoiceInput field={field} {...rest} />;
    default:
      return <JsonInput field={field} {...rest} />;
  }
}

function useInputProps(path: string, hint: unknown) {
  const ids = useIds(path);
  const described = [hint === undefined ? '' : ids.hint, ids.wrong ? ids.problem : ''].join(' ').trim();
  return {
    id: ids.input,
    status: ids.wrong ? ('error' as const) : ('' as const),
    'aria-invalid': ids.wrong,
    ...(described === '' ? {} : { 'aria-describedby': described }),
  };
}

function TextInput({ field, value, path, onChange }: InputProps<TextField>) {
  const { t } = useTranslation();
  const { known } = useFrame();
  const input = useInputProps(path, field.hint);
  const text = typeof value === 'string' ? value : '';
  const change = (next: string) => {
    onChange(next === '' ? undefined : next);
  };
  if (field.secret) {
    const stored = known.has(path);
    const removed = value === null;
    const placeholder = t(removed ? 'form.secretRemoved' : 'form.secretSet');
    return (
      <div className="form-secret">
        <Input.Password
          {...input}
          autoComplete="new-password"
          value={text}
          placeholder={stored ? placeholder : undefined}
          onChange={(event) => {
            change(event.target.value);
          }}
        />
        {stored && !field.required && (
          <button
            type="button"
            className="link-button"
            onClick={() => {
              onChange(removed ? undefined : null);
            }}
          >
            {t(removed ? 'form.secretKeep' : 'form.secretRemove')}
          </button>
        )}
      </div>
    );
  }
  if (field.long) {
    return (
      <Input.TextArea
        {...input}
        autoSize={{ minRows: 3, maxRows: 14 }}
        value={text}
        {...((field.maxLength ?? Infinity) > COUNTED_UP_TO
          ? {}
          : { count: { show: true, max: field.maxLength } })}
        onChange={(event) => {
          change(event.target.value);
        }}
      />
    );
  }
  return (
    <Input
      {...input}
      value={text}
      inputMode={field.format === 'uri' ? 'url' : field.format === 'email' ? 'email' : 'text'}
      placeholder={typeof field.fallback === 'string' ? field.fallback : undefined}
      onChange={(event) => {
        change(event.target.value);
      }}
    />
  );
}

function NumberInput({ field, value, path, onChange }: InputProps<NumberField>) {
  const { id, status, ...aria } = useInputProps(path, field.hint);
  return (
    <InputNumber
      id={id}
      {...aria}
      {...(status === '' ? {} : { status })}
      className="form-number"
      value={typeof value === 'number' ? value : null}
      placeholder={typeof field.fallback === 'number' ? String(field.fallback) : ''}
      {...(field.integer ? { precision: 0 } : {})}
      onChange={(next) => {
        onChange(next ?? undefined);
      }}
    />
  );
}

function TimeInput({ field, value, path, onChange }: InputProps<TimeField>) {
  const { id, ...rest } = useInputProps(path, field.hint);
  const text = typeof value === 'string' ? value : undefined;
  const marks = { id, 'aria-invalid': rest['aria-invalid'] };
  if (field.kind !== 'date') return <OfficeTimePicker {...marks} value={text} onChange={onChange} />;
  return (
    <DatePicker
      {...marks}
      format={DAY}
      value={text === undefined ? null : dayjs(text)}
      onChange={(at) => {
        onChange(at === null ? undefined : at.format(DAY));
      }}
    />
  );
}

function YesInput({ value, path, field, label, onChange }: InputProps<FormField>) {
  const { id } = useInputProps(path, field.hint);
  return (
    <Checkbox
      id={id}
      checked={value === true}
      onChange={(event) => {
        onChange(event.target.checked);
      }}
    >
      {label}
    </Checkbox>
  );
}

function ChoiceInput({ field, value, path, onChange }: InputProps<ChoiceField>) {
  const ids = useIds(path);
  const { id, status } = useInputProps(path, field.hint);
  const options = field.choices.map((choice) => ({
    value: choice.value,
    label: inLanguage(choice.label, currentLanguage()),
  }));
  const chosen = typeof value === 'string' ? value : null;
  const clearable = !field.required && field.fallback === undefined;
  if (options.length <= CHOICES_IN_SIGHT && !clearable) {
    return (
      <Radio.Group
        id={id}
        aria-labelledby={ids.label}
        value={chosen ?? field.fallback}
        options={options}
        onChange={(event) => {
          onChange(String(event.target.value));
        }}
      />
    );
  }
  return (
    <Select<string>
      id={id}
      {...(status === '' ? {} : { status })}
      value={chosen}
      options={options}
      allowClear={clearable}
      onChange={(next: string | undefined) => {
        onChange(next);
      }}
    />
  );
}

/** Whatever has no field of its own, as JSON. The value changes when the text is JSON again. */
function JsonInput({ field, value, path, onChange }: InputProps<FormField>) {
  const { t } = useTranslation();
  const { status, ...input } = useInputProps(path, field.hint);
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [broken, setBroken] = useState(false);
  function take(next: string): void {
    setText(next);
    const parsed = parseJson(next);
    setBroken(parsed === undefined && next.trim() !== '');
    if (parsed !== undefined || next.trim() === '') onChange(parsed);
  }
  return (
    <>
      <Input.TextArea
        {...input}
        status={broken ? 'error' : status}
        className="form-json"
        autoSize={{ minRows: 2, maxRows: 12 }}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          take(event.target.value);
        }}
      />
      {broken && <span className="field-error">{t('form.notJson')}</span>}
    </>
  );
}

function parseJson(text: string): Json | undefined {
  try {
    return Json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
