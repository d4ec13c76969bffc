import { z } from 'zod';
import { Json, LocalizedText } from '../contract/values.js';

/** The parts of a JSON schema (draft 2020-12) that matter here; the rest passes through to the console. */
interface Node {
  type?: string | undefined;
  properties?: Record<string, Node> | undefined;
  items?: Node | undefined;
  required?: string[] | undefined;
  label?: unknown;
  hint?: unknown;
  secret?: boolean | undefined;
  [other: string]: unknown;
}
const Node: z.ZodType<Node> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    properties: z.record(z.string(), Node).optional(),
    items: Node.optional(),
    required: z.array(z.string()).optional(),
    secret: z.boolean().optional(),
  }),
);

/** Where a secret stands. */
export interface SecretField {
  /** The keys that lead to it. */
  path: readonly string[];
  /** None of the objects around it may be left out. */
  anchored: boolean;
}

/** What a form shows of a schema, and its secrets. */
export interface Fields {
  /** For the console; see ChannelView. */
  schema: Json;
  secrets: readonly SecretField[];
}

/** Reads the fields of an object schema. @throws Error when it is none, or JSON cannot say it */
export function fieldsOf(schema: z.ZodType): Fields {
  const json = z.toJSONSchema(schema, { io: 'input' });
  const root = Node.parse(json);
  if (root.type !== 'object') throw new Error('must be an object schema');
  return { schema: Json.parse(json), secrets: secretsBelow(root, { path: [], anchored: true }) };
}

/** What keeps a form from being drawn: fields without labels, and secrets where none can be kept. */
export function fieldMistakes(schema: z.ZodType): string[] {
  try {
    const { properties = {}, ...rest } = Node.parse(z.toJSONSchema(schema, { io: 'input' }));
    if (rest.type !== 'object') return ['must be an object schema'];
    return Object.entries(properties).flatMap(([name, field]) => mistakesBelow(field, [name]));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function mistakesBelow({ properties = {}, ...field }: Node, path: readonly string[]): string[] {
  const name = path.join('.');
  return [
    ...(LocalizedText.safeParse(field.label).success ? [] : [`${name} has no label in zh and en`]),
    ...(field.hint === undefined || LocalizedText.safeParse(field.hint).success
      ? []
      : [`${name} has a hint that is not zh and en`]),
    ...(field.secret === true && field.type !== 'string' ? [`${name} is secret, but not a text`] : []),
    // Lists and alternatives have no fixed path, so that a secret in them could not be kept apart.
    ...(isSecretInside({ ...field, secret: undefined })
      ? [`${name} hides a secret in a list or a choice`]
      : []),
    ...Object.entries({ ...field.items?.properties, ...properties }).flatMap(([key, inner]) =>
      mistakesBelow(inner, [...path, key]),
    ),
  ];
}

function isSecretInside(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('secret' in value && value.secret === true) return true;
  return Object.values(value).some(isSecretInside);
}

function secretsBelow(node: Node, { path, anchored }: SecretField): SecretField[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, inner]) => {
    const here = [...path, key];
    if (inner.secret === true) return [{ path: here, anchored }];
    return secretsBelow(inner, { path: here, anchored: anchored && node.required?.includes(key) === true });
  });
}
