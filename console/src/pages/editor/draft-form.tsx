import { Input, InputNumber } from 'antd';
import { lazy, memo, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import type { DraftFields } from '../../../../src/contract/api/intake.js';
import { LEAST_NOTICE_DAYS, MOST_NOTICE_DAYS, noticeDaysOf } from '../../../../src/contract/kit/workdays.js';
import type { Field } from '../../lib/merge.js';
import { countCharacters } from '../../lib/text.js';
import { Failure } from '../../ui/feedback.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';
import { useTurns } from '../../ui/turns.js';
import { WindowLine } from '../notice/window.js';
import { AudienceChoice } from '../service/parts.js';
import type { Served } from '../service/query.js';
import { Attachments } from './attachments.js';
import { CategoryInput } from './category-input.js';
import { ExtrasFields } from './extras.js';
import { MetadataSection } from './metadata-section.js';
import type { DraftProblem } from './problems.js';
import { StillText } from './still-text.js';
import { TargetChoice } from './target-choice.js';

/** The text's own editor is a chunk by itself. */
export const loadRichText = async () => ({ default: (await import('./rich-text.js')).RichText });
const RichText = lazy(loadRichText);

/** The sheet is drawn from top to bottom, its title and text to read at once. */
const TURNS = 5;

interface DraftFormProps {
  announcement: Served;
  fields: DraftFields;
  replaced: number;
  undoable: boolean;
  /** Somebody else writes it. */
  readOnly: boolean;
  problems: DraftProblem[];
  targets: TargetView[];
  targetsProblem: unknown;
  onChange: (patch: Partial<DraftFields>) => void;
}

/** Every field of a draft, on one sheet. */
export const DraftForm = memo(function DraftForm({
  announcement,
  fields,
  replaced,
  undoable,
  readOnly,
  problems,
  targets,
  targetsProblem,
  onChange,
}: DraftFormProps) {
  const { t } = useTranslation();
  const turn = useTurns(TURNS);
  const chosen = targets.filter((target) => fields.targetIds.includes(target.id));
  const of = (field: Field) => problems.filter((problem) => problem.field === field);
  const still = <StillText html={fields.body} />;
  // What is served has no targets; what a program wrote all the same can be left out here.
  const goesOut = fields.audience !== 'specific' || fields.targetIds.length > 0;
  return (
    <fieldset className="sheet" disabled={readOnly}>
      <TitleField fields={fields} chosen={chosen} problems={of('title')} onChange={onChange} />
      <div className="sheet-meta">
        {turn >= 1 && (
          <>
            <MetaField field="category" problems={of('category')}>
              <CategoryInput fields={fields} onChange={onChange} />
            </MetaField>
            <TextField field="issuer" fields={fields} problems={of('issuer')} onChange={onChange} />
            <TextField field="docNo" fields={fields} problems={of('docNo')} onChange={onChange} />
          </>
        )}
      </div>
      {turn < 2 ? (
        still
      ) : (
        <Suspense fallback={still}>
          <RichText
            value={fields.body}
            replaced={replaced}
            undoable={undoable}
            readOnly={readOnly}
            limit={strictest(chosen, 'maxBody')}
            onChange={(body) => {
              onChange({ body });
            }}
          />
        </Suspense>
      )}
      <Notes problems={of('body')} />
      {turn >= 3 && (
        <>
          <Attachments
            value={fields.attachments}
            onChange={(attachments) => {
              onChange({ attachments });
            }}
          />
          <Notes problems={of('attachments')} />
          <AudienceChoice
            fields={fields}
            announcement={announcement}
            readOnly={readOnly}
            onChange={onChange}
          />
          <Notes problems={of('audience')} />
        </>
      )}
      {turn >= 4 && goesOut && (
        <>
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
        </>
      )}
      {turn >= 5 && goesOut && (
        <div className="sheet-section sheet-times">
          <TimeField field="plannedAt" fields={fields} problems={of('plannedAt')} onChange={onChange} />
          <TimeField field="expiresAt" fields={fields} problems={of('expiresAt')} onChange={onChange} />
          <NoticeField fields={fields} problems={of('noticeDays')} onChange={onChange} />
        </div>
      )}
      {turn >= 5 && (
        <MetadataSection
          fields={fields}
          problems={[...of('indexNo'), ...of('metadata')]}
          onChange={onChange}
        />
      )}
    </fieldset>
  );
});

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
      <div className="sheet-title-text" data-text={fields.title}>
        <textarea
          id="field-title"
          rows={1}
          aria-label={t('field.title')}
          placeholder={t('editor.titleHint')}
          value={fields.title}
          onChange={(event) => {
            onChange({ title: event.target.value.replaceAll('\n', '') });
          }}
        />
      </div>
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

type TextName = 'issuer' | 'docNo';

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
