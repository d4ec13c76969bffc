import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Extras } from '../../../../src/contract/api/intake.js';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { extraForms } from '../../lib/extras.js';
import { fieldsOfSchema } from '../../ui/schema-form/fields.js';
import { SchemaForm } from '../../ui/schema-form/schema-form.js';
import { asValues, withValue, type Values } from '../../ui/schema-form/values.js';
import type { DraftProblem } from './problems.js';

interface ExtrasFieldsProps {
  chosen: TargetView[];
  value: Extras | undefined;
  problems: DraftProblem[];
  onChange: (extras: Extras | undefined) => void;
}

/** The extras with one channel's values changed; what says nothing is left out. */
function withChannel(extras: Extras | undefined, channel: string, values: Values): Extras | undefined {
  const next = withValue(extras ?? {}, channel, Object.keys(values).length === 0 ? undefined : values);
  return Object.keys(next).length === 0 ? undefined : next;
}

/** A channel's problems by the path of the input that they belong to. */
function atFields(problems: DraftProblem[], channel: string): Map<string, string> {
  const prefix = `${channel}.`;
  const own = problems.flatMap(({ path, text }) =>
    path?.startsWith(prefix) === true ? [[path.slice(prefix.length), text] as const] : [],
  );
  return new Map(own);
}

/** What single channels take besides the text: one group of fields for each of the chosen targets' channels. */
export function ExtrasFields({ chosen, value, problems, onChange }: ExtrasFieldsProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const forms = extraForms(chosen);
  const filled = forms.filter(({ channel }) => value?.[channel] !== undefined).length;
  const [chosenOpen, setOpen] = useState<boolean>();
  const open = chosenOpen ?? filled > 0;
  if (forms.length === 0) return null;
  // What belongs to a single input stands there.
  const of = (ids: string[], channel: string) =>
    problems
      .filter((one) => one.targetId === undefined || ids.includes(one.targetId))
      .filter((one) => one.path === undefined || one.path === channel);
  return (
    <details
      id="field-extras"
      className="sheet-section extras"
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <span className="extras-title">{t('field.extras')}</span>
        <span className="form-hint">
          {filled > 0 ? t('extras.filled', { count: filled }) : t('extras.lead')}
        </span>
        {problems.length > 0 && (
          <span className={`extras-count problem-${problems[0]?.severity ?? 'warning'}`}>
            {t('editor.blocks', { count: problems.length })}
          </span>
        )}
      </summary>
      {forms.map(({ channel, label, schema, targets }) => (
        <fieldset key={channel} id={`field-extras-${channel}`} className="extras-channel">
          <legend>{inLanguage(label, language)}</legend>
          <p className="form-hint">
            {t('extras.usedBy', { names: targets.map((one) => one.name).join(t('list.comma')) })}
          </p>
          <SchemaForm
            id={`extras-${channel}`}
            problems={atFields(problems, channel)}
            fields={fieldsOfSchema(schema)}
            values={asValues(value?.[channel])}
            onChange={(values) => {
              onChange(withChannel(value, channel, values));
            }}
          />
          {of(
            targets.map((one) => one.id),
            channel,
          ).map((problem) => (
            <p key={problem.key} className={`field-note problem-${problem.severity}`}>
              {problem.text}
            </p>
          ))}
        </fieldset>
      ))}
    </details>
  );
}
