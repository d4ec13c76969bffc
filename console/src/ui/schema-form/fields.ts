import { z } from 'zod';
import type { Ask } from '../../../../src/contract/person.js';
import { Json, LocalizedText } from '../../../../src/contract/values.js';

interface Base {
  /** The property's name; `0`, `1`, … within a list. */
  name: string;
  label: LocalizedText;
  hint?: LocalizedText | undefined;
  required: boolean;
  /** What holds when nothing is entered. */
  fallback?: Json | undefined;
}
export type TextField = Base & {
  kind: 'text';
  /** Never read back: an empty one keeps what is stored. */
  secret: boolean;
  long: boolean;
  format?: 'uri' | 'email' | undefined;
  pattern?: string | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
};
export type NumberField = Base & {
  kind: 'number';
  integer: boolean;
  min?: number | undefined;
  max?: number | undefined;
};
/** A moment, or a day without one. */
export type TimeField = Base & { kind: 'instant' | 'date' };
export type YesField = Base & { kind: 'yes' };
export type Choice = { value: string; label: LocalizedText };
export type ChoiceField = Base & { kind: 'choice'; choices: Choice[] };
export type ListField = Base & {
  kind: 'list';
  item: FormField;
  min?: number | undefined;
  max?: number | undefined;
};
export type GroupField = Base & { kind: 'group'; fields: FormField[] };
/** An object that has other fields for each value of one of them, as a mode has. */
export type VariantField = Base & { kind: 'variant'; tag: ChoiceField; cases: Record<string, FormField[]> };
/** The only value that there is; nothing to draw. */
export type FixedField = Base & { kind: 'fixed'; value: Json };
/** What has no field of its own here is entered as JSON, so that nothing is out of reach. */
export type OtherField = Base & { kind: 'other' };
export type FormField =
  | TextField
  | NumberField
  | TimeField
  | YesField
  | ChoiceField
  | ListField
  | GroupField
  | VariantField
  | FixedField
  | OtherField;

/** The part of JSON Schema that zod writes, with the meta that channels add to their fields. */
const Schema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  label: LocalizedText.optional(),
  hint: LocalizedText.optional(),
  secret: z.boolean().optional(),
  long: z.boolean().optional(),
  /** The words for an enum's values. */
  choices: z.record(z.string(), LocalizedText).optional(),
  default: Json.optional(),
  const: Json.optional(),
  enum: z.array(z.string()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  oneOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
});
type Schema = z.infer<typeof Schema>;

const same = (text: string): LocalizedText => ({ zh: text, en: text });
const textOf = (text: string | undefined): LocalizedText | undefined =>
  text === undefined || text === '' ? undefined : same(text);

function baseOf(name: string, schema: Schema, required: boolean): Base {
  return {
    name,
    label: schema.label ?? textOf(schema.title) ?? same(name),
    hint: schema.hint ?? textOf(schema.description),
    required: required && schema.default === undefined,
    fallback: schema.default,
  };
}

function typeOf(schema: Schema): string | undefined {
  if (!Array.isArray(schema.type)) return schema.type;
  const types = schema.type.filter((type) => type !== 'null');
  return types.length === 1 ? types[0] : undefined;
}

/** zod gives every integer the bounds of what is exact in JavaScript; nobody means those. */
const bound = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

/** Whether a browser can check it here; the hub checks in any case. */
function isUsable(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').unicode;
  } catch {
    return false;
  }
}

function textField(base: Base, schema: Schema): FormField {
  const { format } = schema;
  if (format === 'date-time') return { ...base, kind: 'instant' };
  if (format === 'date') return { ...base, kind: 'date' };
  const known = format === 'uri' || format === 'email' ? format : undefined;
  return {
    ...base,
    kind: 'text',
    secret: schema.secret === true,
    long: schema.long === true,
    format: known,
    // A known format has a sentence of its own, which a pattern has not.
    pattern:
      known === undefined && schema.pattern !== undefined && isUsable(schema.pattern)
        ? schema.pattern
        : undefined,
    minLength: schema.minLength,
    maxLength: schema.maxLength,
  };
}

function choiceField(base: Base, values: string[], schema: Schema): ChoiceField {
  const choices = values.map((value) => ({ value, label: schema.choices?.[value] ?? same(value) }));
  return { ...base, kind: 'choice', choices };
}

function groupFields(schema: Schema): FormField[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, one]) => fieldOf(name, one, required.has(name)));
}

/** The text that a property always is. */
function constantOf({ const: value }: Schema): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The alternatives' common property whose value tells which of them holds. */
function tagOf(cases: Schema[]): string | undefined {
  const constant = (schema: Schema, name: string) =>
    typeof Schema.safeParse(schema.properties?.[name]).data?.const === 'string';
  return Object.keys(cases[0]?.properties ?? {}).find((name) => cases.every((one) => constant(one, name)));
}

function variantField(base: Base, cases: Schema[]): FormField | undefined {
  const tag = tagOf(cases);
  if (tag === undefined) return undefined;
  const choices: Choice[] = [];
  const fields: Record<string, FormField[]> = {};
  let shown: Schema | undefined;
  for (const one of cases) {
    const property = Schema.parse(one.properties?.[tag]);
    const value = constantOf(property);
    shown ??= property.label === undefined ? undefined : property;
    choices.push({
      value,
      label: property.choices?.[value] ?? one.label ?? textOf(one.title) ?? same(value),
    });
    fields[value] = groupFields(one).filter((field) => field.name !== tag);
  }
  const tagBase = baseOf(tag, shown ?? Schema.parse({}), true);
  return { ...base, kind: 'variant', tag: { ...tagBase, kind: 'choice', choices }, cases: fields };
}

function unionField(base: Base, parts: unknown[]): FormField {
  const cases = parts.map((part) => Schema.safeParse(part).data ?? {}).filter((one) => one.type !== 'null');
  const [only] = cases;
  if (only !== undefined && cases.length === 1) {
    const inner = fieldOf(base.name, only, base.required);
    return { ...inner, label: base.label, hint: base.hint ?? inner.hint };
  }
  if (cases.length > 0 && cases.every((one) => typeof one.const === 'string')) {
    const choices = cases.map((one) => {
      const value = constantOf(one);
      return { value, label: one.label ?? textOf(one.title) ?? same(value) };
    });
    return { ...base, kind: 'choice', choices };
  }
  return variantField(base, cases) ?? { ...base, kind: 'other' };
}

/** The field that draws one property. */
function fieldOf(name: string, json: unknown, required: boolean): FormField {
  const parsed = Schema.safeParse(json);
  if (!parsed.success) return { name, label: same(name), required, kind: 'other' };
  const schema = parsed.data;
  const base = baseOf(name, schema, required);
  if (schema.const !== undefined) return { ...base, kind: 'fixed', value: schema.const };
  if (schema.enum !== undefined) return choiceField(base, schema.enum, schema);
  const parts = schema.oneOf ?? schema.anyOf;
  if (parts !== undefined) return unionField(base, parts);
  switch (typeOf(schema)) {
    case 'string':
      return textField(base, schema);
    case 'integer':
    case 'number': {
      const integer = typeOf(schema) === 'integer';
      return { ...base, kind: 'number', integer, min: bound(schema.minimum), max: bound(schema.maximum) };
    }
    case 'boolean':
      return { ...base, kind: 'yes' };
    case 'array':
      return {
        ...base,
        kind: 'list',
        item: fieldOf('', schema.items ?? {}, true),
        min: schema.minItems,
        max: schema.maxItems,
      };
    case 'object':
      return schema.properties === undefined
        ? { ...base, kind: 'other' }
        : { ...base, kind: 'group', fields: groupFields(schema) };
    default:
      return { ...base, kind: 'other' };
  }
}

/** The fields of an object's JSON schema, in its order. A schema with modes is one variant field. */
export function fieldsOfSchema(json: unknown): FormField[] {
  const root = fieldOf('', json, true);
  if (root.kind === 'group') return root.fields;
  return root.kind === 'variant' ? [root] : [];
}

/** The fields of what a task asks a person for. A picture is no field: what sends it up stands beside the form. */
export function fieldsOfAsk(asks: readonly Ask[]): FormField[] {
  return asks.flatMap(({ name, label, hint, required, kind, choices }): FormField | [] => {
    const base: Base = { name, label, hint, required };
    switch (kind) {
      case 'yes':
        return { ...base, kind: 'yes' };
      case 'instant':
        return { ...base, kind: 'instant' };
      case 'picture':
        return [];
      case 'choice':
        return { ...base, kind: 'choice', choices: choices ?? [] };
      case 'url':
        return { ...base, kind: 'text', secret: false, long: false, format: 'uri', maxLength: 4_000 };
      case 'text':
      case 'longText':
        return { ...base, kind: 'text', secret: false, long: kind === 'longText', maxLength: 4_000 };
    }
  });
}
