import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../src/contract/values.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { FormFrame, useFrame, useIds, type Frame } from './frame.js';
import { FieldInput } from './inputs.js';
import { ListInput } from './list-input.js';
import type { FormField, GroupField, VariantField } from './fields.js';
import { asValues, caseOf, initialValue, isRoot, pathOf, withValue, type Values } from './values.js';
import './schema-form.css';

interface SchemaFormProps extends Partial<Frame> {
  fields: readonly FormField[];
  values: Values;
  onChange: (values: Values) => void;
}

const NONE: Frame = { id: 'form', known: new Set(), problems: new Map() };

/** The fields of a JSON schema, or of what a task asks for, drawn one under the other. */
export function SchemaForm({ fields, values, onChange, ...frame }: SchemaFormProps) {
  return (
    <FormFrame value={{ ...NONE, ...frame }}>
      <div className="schema-form">
        <Fields fields={fields} values={values} parent="" onChange={onChange} />
      </div>
    </FormFrame>
  );
}

interface FieldsProps {
  fields: readonly FormField[];
  values: Values;
  parent: string;
  onChange: (values: Values) => void;
}

function Fields({ fields, values, parent, onChange }: FieldsProps) {
  return fields.map((field) =>
    isRoot(field) && field.kind === 'variant' ? (
      <VariantFields key="variant" field={field} values={values} path={parent} onChange={onChange} />
    ) : (
      <Field
        key={field.name}
        field={field}
        value={values[field.name]}
        path={pathOf(parent, field.name)}
        onChange={(value) => {
          onChange(withValue(values, field.name, value));
        }}
      />
    ),
  );
}

export interface FieldProps {
  field: FormField;
  value: Json | undefined;
  path: string;
  onChange: (value: Json | undefined) => void;
}

/** One field with its label, hint and problem; groups and lists draw their own. */
export function Field({ field, value, path, onChange }: FieldProps) {
  switch (field.kind) {
    case 'fixed':
      return null;
    case 'group':
      return <Group field={field} value={value} path={path} onChange={onChange} />;
    case 'variant':
      return (
        <Section field={field} path={path}>
          <VariantFields field={field} values={asValues(value)} path={path} onChange={onChange} />
        </Section>
      );
    case 'list':
      return (
        <Section field={field} path={path}>
          <ListInput field={field} value={value} path={path} onChange={onChange} draw={Field} />
        </Section>
      );
    default:
      return <Row field={field} value={value} path={path} onChange={onChange} />;
  }
}

function Row({ field, value, path, onChange }: FieldProps) {
  const { t } = useTranslation();
  const ids = useIds(path);
  const language = currentLanguage();
  const label = inLanguage(field.label, language);
  return (
    <div className={field.kind === 'yes' ? 'form-row form-row-yes' : 'form-row'}>
      {field.kind !== 'yes' && (
        <label htmlFor={ids.input} id={ids.label}>
          {label}
          {!field.required && <span className="form-optional">{t('form.optional')}</span>}
        </label>
      )}
      <FieldInput field={field} value={value} path={path} label={label} onChange={onChange} />
      {field.hint !== undefined && (
        <span className="form-hint" id={ids.hint}>
          {inLanguage(field.hint, language)}
        </span>
      )}
      <ProblemAt path={path} />
    </div>
  );
}

/** What is wrong at this place, by our own check or the hub's. */
function ProblemAt({ path }: { path: string }) {
  const { problems } = useFrame();
  const ids = useIds(path);
  const problem = problems.get(path);
  if (problem === undefined) return null;
  return (
    <span className="field-error" role="alert" id={ids.problem}>
      {problem}
    </span>
  );
}

function Section({ field, path, children }: { field: FormField; path: string; children: React.ReactNode }) {
  const ids = useIds(path);
  const language = currentLanguage();
  return (
    <fieldset className="form-group" id={ids.input}>
      <legend>{inLanguage(field.label, language)}</legend>
      {field.hint !== undefined && <p className="form-hint">{inLanguage(field.hint, language)}</p>}
      {children}
      <ProblemAt path={path} />
    </fieldset>
  );
}

interface GroupProps {
  field: GroupField;
  value: Json | undefined;
  path: string;
  onChange: (value: Json | undefined) => void;
}

/** Fields that belong together. One that may be missing as a whole says so, and is put in with a button. */
function Group({ field, value, path, onChange }: GroupProps) {
  const { t } = useTranslation();
  const optional = !field.required && field.fallback === undefined;
  if (optional && value === undefined) {
    return (
      <Section field={field} path={path}>
        <button
          type="button"
          className="link-button"
          onClick={() => {
            onChange(asValues(initialValue({ ...field, required: true })));
          }}
        >
          {t('form.fill')}
        </button>
      </Section>
    );
  }
  return (
    <Section field={field} path={path}>
      <Fields fields={field.fields} values={asValues(value)} parent={path} onChange={onChange} />
      {optional && (
        <button
          type="button"
          className="link-button danger"
          onClick={() => {
            onChange(undefined);
          }}
        >
          {t('form.clear')}
        </button>
      )}
    </Section>
  );
}

interface VariantProps {
  field: VariantField;
  values: Values;
  path: string;
  onChange: (values: Values) => void;
}

/** The choice, and below it the fields that belong to what was chosen. What was entered for another choice stays. */
function VariantFields({ field, values, path, onChange }: VariantProps) {
  return (
    <>
      <Row
        field={field.tag}
        value={values[field.tag.name]}
        path={pathOf(path, field.tag.name)}
        onChange={(tag) => {
          const chosen = withValue(values, field.tag.name, tag);
          const fallbacks = caseOf(field, chosen).flatMap((one) => {
            const start = one.name in chosen ? undefined : initialValue(one);
            return start === undefined ? [] : [[one.name, start] as const];
          });
          onChange({ ...chosen, ...Object.fromEntries(fallbacks) });
        }}
      />
      <Fields fields={caseOf(field, values)} values={values} parent={path} onChange={onChange} />
    </>
  );
}
