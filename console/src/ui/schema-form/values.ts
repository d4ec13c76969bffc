import { z } from 'zod';
import type { Answers } from '../../../../src/contract/person.js';
import type { Json } from '../../../../src/contract/values.js';
import type { FormField, NumberField, TextField, VariantField } from './fields.js';

/** An object's values while they are entered; what is not entered is missing. */
export type Values = { [name: string]: Json };

/** Why a field cannot be taken as it stands; a key of the dictionary's `form.wrong`, with what it counts. */
export interface Wrong {
  path: string;
  why:
    | 'missing'
    | 'nothing'
    | 'tooFew'
    | 'tooShort'
    | 'tooLong'
    | 'uri'
    | 'email'
    | 'pattern'
    | 'tooSmall'
    | 'tooLarge'
    | 'integer';
  bound?: number | undefined;
}

/** A value as an object's values; anything else is none. */
export function asValues(value: Json | undefined): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The values with one of them changed; `undefined` takes it away. */
export function withValue(values: Values, name: string, value: Json | undefined): Values {
  if (value !== undefined) return { ...values, [name]: value };
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}

/** The dotted path of a field, as the hub names it. */
export function pathOf(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}

/** A variant at the root has no name of its own: its values stand beside the others. */
export const isRoot = (field: FormField): boolean => field.name === '';

/** The fields that a variant shows for the value of its tag. */
export function caseOf(field: VariantField, values: Values): FormField[] {
  const tag = values[field.tag.name];
  return typeof tag === 'string' ? (field.cases[tag] ?? []) : [];
}

/** What a new form starts with: the fallbacks, and an empty object for each group that has to be there. */
export function initialValues(fields: readonly FormField[]): Values {
  const values: Values = {};
  for (const field of fields) {
    const value = initialValue(field);
    if (value === undefined) continue;
    if (isRoot(field)) Object.assign(values, asValues(value));
    else values[field.name] = value;
  }
  return values;
}

/** What a new value of this field starts with. */
export function initialValue(field: FormField): Json | undefined {
  if (field.kind === 'fixed') return field.value;
  if (field.kind === 'group' && (field.required || field.fallback !== undefined)) {
    return { ...initialValues(field.fields), ...asValues(field.fallback) };
  }
  if (field.kind === 'variant' && field.required) {
    const tag = field.tag.choices[0]?.value ?? '';
    return { [field.tag.name]: tag, ...initialValues(field.cases[tag] ?? []) };
  }
  if (field.kind === 'list' && field.fallback === undefined && field.required && (field.min ?? 0) > 0) {
    return [newItem(field.item)];
  }
  return field.fallback;
}

/** What a list's new item starts with, so that it is there to be filled. */
export function newItem(item: FormField): Json {
  return initialValue(item) ?? (item.kind === 'group' || item.kind === 'variant' ? {} : '');
}

/** What may be sent: blank optional texts and empty optional groups are left out, fixed values are put in. */
export function cleanValues(fields: readonly FormField[], values: Values): Values {
  const clean: Values = {};
  for (const field of fields) {
    const value = cleanValue(field, isRoot(field) ? values : values[field.name]);
    if (value === undefined) continue;
    if (isRoot(field)) Object.assign(clean, asValues(value));
    else clean[field.name] = value;
  }
  return clean;
}

function cleanValue(field: FormField, value: Json | undefined): Json | undefined {
  if (field.kind === 'fixed') return field.value;
  // Null takes a stored secret away; leaving it out keeps it.
  if (value === null) return field.kind === 'text' && field.secret ? null : undefined;
  if (value === undefined) return undefined;
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' && value.trim() === '' ? undefined : value;
    case 'group':
      return cleanValues(field.fields, asValues(value));
    case 'variant': {
      const all = asValues(value);
      const tag = all[field.tag.name];
      return {
        ...(tag === undefined ? {} : { [field.tag.name]: tag }),
        ...cleanValues(caseOf(field, all), all),
      };
    }
    case 'list':
      return (Array.isArray(value) ? value : [])
        .map((item) => cleanValue(field.item, item))
        .filter((item) => item !== undefined);
    default:
      return value;
  }
}

/** The values with an object for each group that holds a stored secret: its other fields may all be empty. */
export function withSecretGroups(values: Values, known: readonly string[]): Values {
  return known.reduce((all, path) => {
    const [head = '', ...rest] = path.split('.');
    if (rest.length === 0 || Array.isArray(all[head])) return all;
    return withValue(all, head, withSecretGroups(asValues(all[head]), [rest.join('.')]));
  }, values);
}

/** Everything that keeps the values from being taken. `known` are the paths of secrets that are stored already. */
export function wrongValues(
  fields: readonly FormField[],
  values: Values,
  known: ReadonlySet<string> = new Set(),
  parent = '',
): Wrong[] {
  return fields.flatMap((field) =>
    isRoot(field)
      ? wrongValue(field, values, parent, known)
      : wrongValue(field, values[field.name], pathOf(parent, field.name), known),
  );
}

function wrongValue(
  field: FormField,
  value: Json | undefined,
  path: string,
  known: ReadonlySet<string>,
): Wrong[] {
  if (field.kind === 'fixed') return [];
  if (isBlank(value)) {
    const stored = field.kind === 'text' && field.secret && known.has(path) && value !== null;
    if (!field.required || stored || field.kind === 'yes') return [];
    if (field.kind !== 'list') return [{ path, why: 'missing' }];
    return (field.min ?? 0) > 0 ? [{ path, why: 'tooFew', bound: field.min }] : [];
  }
  switch (field.kind) {
    case 'text':
      return wrongText(field, typeof value === 'string' ? value : JSON.stringify(value), path);
    case 'number':
      return wrongNumber(field, Number(value), path);
    case 'list': {
      const items = Array.isArray(value) ? value : [];
      if (items.length < (field.min ?? 0)) return [{ path, why: 'tooFew', bound: field.min }];
      return items.flatMap((item, index) => wrongValue(field.item, item, pathOf(path, String(index)), known));
    }
    case 'group':
      return wrongValues(field.fields, asValues(value), known, path);
    case 'variant': {
      const all = asValues(value);
      const tag = wrongValue(field.tag, all[field.tag.name], pathOf(path, field.tag.name), known);
      return [...tag, ...wrongValues(caseOf(field, all), all, known, path)];
    }
    default:
      return [];
  }
}

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const Web = z.url({ protocol: /^https?$/ });
const Mail = z.email();

function wrongText(field: TextField, text: string, path: string): Wrong[] {
  const { minLength = 0, maxLength = Infinity } = field;
  const length = text.trim().length;
  if (length < minLength) return [{ path, why: 'tooShort', bound: minLength }];
  if (length > maxLength) return [{ path, why: 'tooLong', bound: maxLength }];
  if (field.format === 'uri' && !Web.safeParse(text.trim()).success) return [{ path, why: 'uri' }];
  if (field.format === 'email' && !Mail.safeParse(text.trim()).success) return [{ path, why: 'email' }];
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(text.trim())) {
    return [{ path, why: 'pattern' }];
  }
  return [];
}

function wrongNumber({ integer, min, max }: NumberField, value: number, path: string): Wrong[] {
  if (integer && !Number.isInteger(value)) return [{ path, why: 'integer' }];
  if (min !== undefined && value < min) return [{ path, why: 'tooSmall', bound: min }];
  if (max !== undefined && value > max) return [{ path, why: 'tooLarge', bound: max }];
  return [];
}

/** What a person answered, by the asked names; a yes that was not given is missing. */
export function answersOf(fields: readonly FormField[], values: Values): Answers {
  const answers: Answers = {};
  for (const { name, kind } of fields) {
    const value = values[name];
    if (kind === 'yes') {
      if (value === true) answers[name] = 'yes';
    } else if (typeof value === 'string' && value.trim() !== '') answers[name] = value.trim();
  }
  return answers;
}

/** What keeps the answers from being taken: as `wrongValues`, a required yes has to be given, and something at all. */
export function wrongAnswers(fields: readonly FormField[], values: Values): Wrong[] {
  const notGiven = fields.filter(
    ({ name, kind, required }) => kind === 'yes' && required && values[name] !== true,
  );
  const wrong = [
    ...wrongValues(fields, values),
    ...notGiven.map(({ name }): Wrong => ({ path: name, why: 'missing' })),
  ];
  const [first] = fields;
  const empty = Object.keys(answersOf(fields, values)).length === 0;
  return wrong.length === 0 && empty && first !== undefined ? [{ path: first.name, why: 'nothing' }] : wrong;
}
