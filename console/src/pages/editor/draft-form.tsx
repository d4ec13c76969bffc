import { AutoComplete, Checkbox, Input, InputNumber } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { announcementCategories, type DraftFields } from '../../../../src/contract/api/intake.js';
import { LEAST_NOTICE_DAYS, MOST_NOTICE_DAYS, noticeDaysOf } from '../../../../src/contract/kit/workdays.js';
import { getAnnouncements } from '../../api/calls.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import type { Field } from '../../lib/merge.js';
import { countCharacters } from '../../lib/text.js';
import { Failure } from '../../ui/feedback.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';
import { TargetName } from '../../ui/target-name.js';
import { WindowLine } from '../notice/window.js';
import { Attachments } from './attachments.js';
import { ExtrasFields } from './extras.js';
import type { DraftProblem } from './problems.js';

/** The text's own editor is a chunk by itself. */
export const loadRichText = async () => ({ default: (await import('./rich-text.js')).RichText });
const RichText = lazy(loadRichText);

interface DraftFormProps {
  fields: DraftFields;
  replaced: number;
  problems: DraftProblem[];
  targets: TargetView[];
  targetsProblem: unknown;
  onChange: (patch: Partial<DraftFields>) => void;
}

/** Every field of a draft, on one sheet. */
export function DraftForm({ fields, replaced, problems, targets, targetsProblem, onChange }: DraftFormProps) {
  const { t } = useTranslation();
  const categories = useCategories();
  const chosen = targets.filter((target) => fields.targetIds.includes(target.id));
  const of = (field: Field) => problems.filter((problem) => problem.field === field);
  return (
    <div className="sheet">
      <TitleField fields={fields} chosen={chosen} problems={of('title')} onChange={onChange} />
      <div className="sheet-meta">
        <MetaField field="category" problems={of('category')}>
          <AutoComplete
            id="field-category"
            value={fields.category}
            options={categories
              .filter((name) => name.includes(fields.category) || categories.includes(fields.category))
              .map((value) => ({ value }))}
            onChange={(category: string) => {
              onChange({ category });
            }}
          />
        </MetaField>
        <TextField field="issuer" fields={fields} problems={of('issuer')} onChange={onChange} />
        <TextField field="docNo" fields={fields} problems={of('docNo')} onChange={onChange} />
        <TextField field="indexNo" fields={fields} problems={of('indexNo')} onChange={onChange} />
      </div>
      <Suspense fallback={<div className="rich rich-to-come" aria-busy />}>
        <RichText
          value={fields.body}
          replaced={replaced}
          limit={strictest(chosen, 'maxBody')}
          onChange={(body) => {
            onChange({ body });
          }}
        />
      </Suspense>
      <Notes problems={of('body')} />
      <Attachments
        value={fields.attachments}
        onChange={(attachments) => {
          onChange({ attachments });
        }}
      />
      <Notes problems={of('attachments')} />
      <fieldset className="sheet-section" id="field-targetIds">
        <legend>{t('field.targetIds')}</legend>
        {targetsProblem !== null && <Failure error={targetsProblem} />}
        <TargetChoice targets={targets} value={fields.targetIds} onChange={onChange} />
        <Notes problems={of('targetIds')} />
      </fieldset>
      <ExtrasFields
        chosen={chosen}
        value={fields.extras}
        problems={of('extras')}
        onChange={(extras) => {
          onChange({ extras });
        }}
      />
      <div className="sheet-section sheet-times">
        <TimeField field="plannedAt" fields={fields} problems={of('plannedAt')} onChange={onChange} />
        <TimeField field="expiresAt" fields={fields} problems={of('expiresAt')} onChange={onChange} />
        <NoticeField fields={fields} problems={of('noticeDays')} onChange={onChange} />
      </div>
    </div>
  );
}

/** The categories that offices use, and those that this one has used lately. */
function useCategories(): string[] {
  const recent = useQuery({
    queryKey: ['announcements', 'categories'],
    queryFn: ({ signal }) => getAnnouncements({ limit: 100 }, signal),
    staleTime: 5 * 60_000,
  });
  return useMemo(() => {
    const used = (recent.data?.items ?? []).map((row) => row.category).filter((name) => name !== '');
    return [...new Set([...announcementCategories, ...used])];
  }, [recent.data]);
}

/** The smallest limit among the chosen targets, and whose it is. */
function strictest(
  targets: TargetView[],
  limit: 'maxTitle' | 'maxBody',
): { max: number; name: string } | undefined {
  const [first] = [...targets].sort((a, b) => a.limits[limit] - b.limits[limit]);
  return first === undefined ? undefined : { max: first.limits[limit], name: first.name };
}

function Notes({ problems }: { problems: DraftProblem[] }) {
  return problems.map((problem) => (
    <p key={problem.key} className={`field-note problem-${problem.severity}`}>
      {problem.text}
    </p>
  ));
}

interface FieldProps {
  fields: DraftFields;
  problems: DraftProblem[];
  onChange: (patch: Partial<DraftFields>) => void;
}

function TitleField({ fields, chosen, problems, onChange }: FieldProps & { chosen: TargetView[] }) {
  const { t } = useTranslation();
  const limit = strictest(chosen, 'maxTitle');
  const count = countCharacters(fields.title);
  return (
    <div className="sheet-title">
      <Input.TextArea
        id="field-title"
        variant="borderless"
        autoSize
        aria-label={t('field.title')}
        placeholder={t('editor.titleHint')}
        value={fields.title}
        onChange={(event) => {
          onChange({ title: event.target.value.replaceAll('\n', '') });
        }}
      />
      {limit !== undefined && (
        <span className={count > limit.max ? 'limit limit-over' : 'limit'}>
          {t('editor.limit', { count, max: limit.max, target: limit.name })}
        </span>
      )}
      <Notes problems={problems} />
    </div>
  );
}

function MetaField({
  field,
  problems,
  children,
}: {
  field: Field;
  problems: DraftProblem[];
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className="meta-field">
      <label htmlFor={`field-${field}`}>{t(`field.${field}`)}</label>
      {children}
      <Notes problems={problems} />
    </div>
  );
}

type TextName = 'issuer' | 'docNo' | 'indexNo';

function TextField({ field, fields, problems, onChange }: FieldProps & { field: TextName }) {
  const { t } = useTranslation();
  const optional = field !== 'issuer';
  return (
    <MetaField field={field} problems={problems}>
      <Input
        id={`field-${field}`}
        value={fields[field] ?? ''}
        placeholder={optional ? t('editor.optional') : undefined}
        onChange={(event) => {
          const text = event.target.value;
          onChange({ [field]: optional && text === '' ? undefined : text });
        }}
      />
    </MetaField>
  );
}

/** For how many working days a 公示 stands, and until when that is. */
function NoticeField({ fields, problems, onChange }: FieldProps) {
  const days = noticeDaysOf(fields);
  if (days === undefined) return null;
  return (
    <MetaField field="noticeDays" problems={problems}>
      <div className="notice-days">
        <InputNumber
          id="field-noticeDays"
          min={LEAST_NOTICE_DAYS}
          max={MOST_NOTICE_DAYS}
          precision={0}
          value={days}
          onChange={(value) => {
            onChange({ noticeDays: value ?? undefined });
          }}
        />
        <WindowLine publishAt={fields.plannedAt} days={days} />
      </div>
    </MetaField>
  );
}

function TimeField({ field, fields, problems, onChange }: FieldProps & { field: 'plannedAt' | 'expiresAt' }) {
  const { t } = useTranslation();
  return (
    <MetaField field={field} problems={problems}>
      <OfficeTimePicker
        id={`field-${field}`}
        placeholder={t(
          field === 'expiresAt' && noticeDaysOf(fields) !== undefined
            ? 'editor.noticeEndHint'
            : `editor.${field}Hint`,
        )}
        value={fields[field]}
        ahead
        onChange={(at) => {
          onChange({ [field]: at });
        }}
      />
    </MetaField>
  );
}

interface TargetChoiceProps {
  targets: TargetView[];
  value: string[];
  onChange: (patch: Partial<DraftFields>) => void;
}

function TargetChoice({ targets, value, onChange }: TargetChoiceProps) {
  const { t } = useTranslation();
  const hint = (target: TargetView) => {
    if (!target.enabled) return t('editor.targetOff');
    const language = currentLanguage();
    if (target.pausedReason !== undefined) {
      const { pausedWords } = target;
      const why = pausedWords === undefined ? target.pausedReason : inLanguage(pausedWords, language);
      return t('editor.targetPaused', { why });
    }
    return inLanguage(target.channelLabel, language);
  };
  return (
    <div className="target-choice">
      {targets.map((target) => (
        <Checkbox
          key={target.id}
          className={value.includes(target.id) ? 'target-box target-on' : 'target-box'}
          checked={value.includes(target.id)}
          disabled={!target.enabled && !value.includes(target.id)}
          onChange={(event) => {
            const others = value.filter((id) => id !== target.id);
            onChange({ targetIds: event.target.checked ? [...others, target.id] : others });
          }}
        >
          <span className="target-box-words">
            <TargetName target={target} />
            <span className="form-hint">{hint(target)}</span>
          </span>
        </Checkbox>
      ))}
    </div>
  );
}
