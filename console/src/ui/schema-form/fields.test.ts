import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { fieldsOfAsk, fieldsOfSchema, type FormField } from './fields.js';

const label = (zh: string) => ({ label: { zh, en: zh } });
const draw = (schema: z.ZodType): FormField[] => fieldsOfSchema(z.toJSONSchema(schema, { io: 'input' }));
const one = (schema: z.ZodType): FormField | undefined => draw(z.object({ it: schema }))[0];

describe('a field for each property of a schema, as zod writes it', () => {
  test('texts say what they are for, how long they may be and whether they are secret', () => {
    const fields = draw(
      z.object({
        name: z
          .string()
          .min(1)
          .max(40)
          .meta({ ...label('名称'), hint: { zh: '写全称', en: 'In full' } }),
        secret: z
          .string()
          .optional()
          .meta({ ...label('密钥'), secret: true }),
        text: z
          .string()
          .default('')
          .meta({ ...label('说明'), long: true }),
      }),
    );
    expect(fields).toMatchObject([
      { name: 'name', kind: 'text', required: true, minLength: 1, maxLength: 40, hint: { zh: '写全称' } },
      { name: 'secret', kind: 'text', required: false, secret: true, label: { zh: '密钥' } },
      { name: 'text', kind: 'text', required: false, long: true, fallback: '' },
    ]);
  });

  test.each([
    ['an address', z.url(), { kind: 'text', format: 'uri' }],
    ['a mailbox', z.email(), { kind: 'text', format: 'email', pattern: undefined }],
    ['a pattern', z.string().regex(/^[0-9]{10}$/), { kind: 'text', pattern: '^[0-9]{10}$' }],
    ['a moment', z.iso.datetime({ offset: true }), { kind: 'instant' }],
    ['a day', z.iso.date(), { kind: 'date' }],
    ['a whole number', z.int().min(1).max(9), { kind: 'number', integer: true, min: 1, max: 9 }],
    ['a number without bounds', z.int(), { kind: 'number', min: undefined, max: undefined }],
    ['a yes', z.boolean().default(true), { kind: 'yes', required: false, fallback: true }],
    ['a fixed value', z.literal('x'), { kind: 'fixed', value: 'x' }],
    ['perhaps nothing', z.string().nullable(), { kind: 'text' }],
    ['a choice, perhaps nothing', z.enum(['a', 'b']).nullable(), { kind: 'choice' }],
    ['a list of texts', z.array(z.string()).max(3), { kind: 'list', max: 3, item: { kind: 'text' } }],
    ['anything else', z.record(z.string(), z.string()), { kind: 'other' }],
  ])('%s', (_name, schema, field) => {
    expect(one(schema)).toMatchObject(field);
  });

  test('choices have the words that their schema gives, or their own name', () => {
    const choices = { tls: { zh: '加密', en: 'Encrypted' } };
    expect(one(z.enum(['tls', 'none']).meta({ choices }))).toMatchObject({
      kind: 'choice',
      choices: [
        { value: 'tls', label: { zh: '加密' } },
        { value: 'none', label: { zh: 'none' } },
      ],
    });
  });

  test('lists hold objects, and objects hold objects', () => {
    const contact = z.object({ name: z.string().meta(label('姓名')), address: z.email() });
    const field = one(z.object({ to: z.array(contact).min(1) }).meta(label('联系人')));
    expect(field).toMatchObject({
      kind: 'group',
      fields: [
        { kind: 'list', min: 1, item: { kind: 'group', fields: [{ name: 'name' }, { name: 'address' }] } },
      ],
    });
  });

  test('a mode at the root gives each of its values fields of its own', () => {
    const mode = (value: string) => z.literal(value).meta(label(value));
    const fields = draw(
      z.discriminatedUnion('mode', [
        z.object({ mode: mode('handoff'), contact: z.string() }),
        z.object({ mode: mode('interface'), key: z.string().meta({ secret: true }) }),
      ]),
    );
    expect(fields).toMatchObject([
      {
        kind: 'variant',
        tag: { name: 'mode', choices: [{ value: 'handoff' }, { value: 'interface' }] },
        cases: { handoff: [{ name: 'contact' }], interface: [{ name: 'key', secret: true }] },
      },
    ]);
  });

  test('what is no schema at all draws nothing and breaks nothing', () => {
    expect(fieldsOfSchema(null)).toEqual([]);
    expect(fieldsOfSchema({ properties: { odd: 'not a schema' }, type: 'object' })).toMatchObject([
      { name: 'odd', kind: 'other' },
    ]);
  });
});

test('what a task asks for is drawn by the same fields', () => {
  const words = { zh: '字', en: 'word' };
  const ask = (['text', 'longText', 'url', 'instant', 'choice', 'yes'] as const).map((kind) => ({
    name: kind,
    label: words,
    kind,
    required: kind === 'url',
  }));
  expect(fieldsOfAsk(ask)).toMatchObject([
    { kind: 'text', long: false },
    { kind: 'text', long: true },
    { kind: 'text', format: 'uri', required: true },
    { kind: 'instant' },
    { kind: 'choice', choices: [] },
    { kind: 'yes' },
  ]);
});
