import type { Extras } from '../../../src/contract/api/intake.js';
import type { TargetView } from '../../../src/contract/api/targets.js';
import type { Json, LocalizedText } from '../../../src/contract/values.js';
import { fieldsOfSchema, type FormField } from '../ui/schema-form/fields.js';
import { asValues, caseOf, isRoot, type Values } from '../ui/schema-form/values.js';

/** One channel's own fields of a draft, and the targets they are for. */
export interface ExtraForm {
  channel: string;
  label: LocalizedText;
  schema: Json;
  targets: TargetView[];
}

/** A form for each channel among the targets that has fields of its own, in the targets' order. */
export function extraForms(targets: readonly TargetView[]): ExtraForm[] {
  const forms = new Map<string, ExtraForm>();
  for (const target of targets) {
    const { channel, channelLabel: label, extras: schema } = target;
    if (schema === undefined) continue;
    const form = forms.get(channel) ?? { channel, label, schema, targets: [] };
    form.targets.push(target);
    forms.set(channel, form);
  }
  return [...forms.values()];
}

/** One value with the words for it. A list's items and a group's fields are lines of one text. */
export interface ExtraFact {
  channel: LocalizedText;
  label: LocalizedText;
  value: Json;
}

/** Everything that a draft says for single channels. A channel that is no target any more keeps its own names. */
export function extraFacts(extras: Extras | undefined, targets: readonly TargetView[]): ExtraFact[] {
  const forms = extraForms(targets);
  return Object.entries(extras ?? {}).flatMap(([channel, json]) => {
    const form = forms.find((one) => one.channel === channel);
    const label = form?.label ?? { zh: channel, en: channel };
    const values = asValues(json);
    const fields = form === undefined ? [] : drawn(fieldsOfSchema(form.schema), values);
    return Object.entries(values).map(([name, value]): ExtraFact => {
      const field = fields.find((one) => one.name === name);
      return { channel: label, label: field?.label ?? { zh: name, en: name }, value };
    });
  });
}

function drawn(fields: FormField[], values: Values): FormField[] {
  return fields.flatMap((field) =>
    isRoot(field) && field.kind === 'variant' ? [field.tag, ...caseOf(field, values)] : [field],
  );
}

/** A value as plain lines. */
export function factLines(value: Json, yes: (value: boolean) => string): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return yes(value);
  if (typeof value !== 'object') return String(value);
  const parts = Array.isArray(value) ? value : Object.values(value);
  return parts.map((part) => factLines(part, yes)).join('\n');
}
