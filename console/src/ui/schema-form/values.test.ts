import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { fieldsOfAsk, fieldsOfSchema } from './fields.js';
import {
  answersOf,
  cleanValues,
  initialValues,
  withSecretGroups,
  withValue,
  wrongAnswers,
  wrongValues,
  type Values,
} from './values.js';

const draw = (schema: z.ZodType) => fieldsOfSchema(z.toJSONSchema(schema, { io: 'input' }));

const Settings = z.object({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(465),
  password: z.string().min(8).meta({ secret: true }),
  note: z.string().optional(),
  contacts: z.array(z.object({ name: z.string(), address: z.email() })),
  origins: z.array(z.url()).min(1),
  gateway: z.object({ key: z.string().meta({ secret: true }) }).optional(),
});
const fields = draw(Settings);
const full: Values = {
  host: 'mail',
  port: 25,
  password: 'very secret',
  contacts: [],
  origins: ['https://a.example'],
};

describe('what may be sent', () => {
  test('a new form starts with the fallbacks, and one item where there has to be one', () => {
    expect(initialValues(fields)).toEqual({ port: 465, origins: [''] });
  });

  test('blank texts are left out, so that a stored secret stays', () => {
    expect(cleanValues(fields, { ...full, password: ' ', note: '' })).toEqual({
      host: 'mail',
      port: 25,
      contacts: [],
      origins: ['https://a.example'],
    });
  });

  test('null takes a stored secret away, and nothing else', () => {
    expect(cleanValues(fields, { ...full, password: null, note: null })).toEqual({
      host: 'mail',
      port: 25,
      password: null,
      contacts: [],
      origins: ['https://a.example'],
    });
    expect(wrongValues(fields, { ...full, password: null }, new Set(['password']))).toEqual([
      { path: 'password', why: 'missing' },
    ]);
  });

  test('a group that holds only a stored secret is there', () => {
    expect(withSecretGroups({ host: 'mail' }, ['password', 'gateway.key'])).toEqual({
      host: 'mail',
      gateway: {},
    });
  });

  test('an optional group that was not opened is not there', () => {
    expect(cleanValues(fields, full)).not.toHaveProperty('gateway');
    expect(cleanValues(fields, { ...full, gateway: { key: 'k' } })).toMatchObject({ gateway: { key: 'k' } });
  });

  test('only the fields of the chosen mode go out, with the mode', () => {
    const modes = draw(
      z.discriminatedUnion('mode', [
        z.object({ mode: z.literal('hand'), words: z.string() }),
        z.object({ mode: z.literal('wire'), url: z.url() }),
      ]),
    );
    expect(initialValues(modes)).toEqual({ mode: 'hand' });
    expect(cleanValues(modes, { mode: 'wire', words: 'left over', url: 'https://a.example' })).toEqual({
      mode: 'wire',
      url: 'https://a.example',
    });
  });

  test('a changed value keeps its place', () => {
    expect(Object.keys(withValue({ a: 1, b: 2 }, 'a', 3))).toEqual(['a', 'b']);
    expect(withValue({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
  });
});

describe('what is wrong, by the path that the hub would name', () => {
  const wrong = (values: Values, known: string[] = []) => wrongValues(fields, values, new Set(known));

  test('a secret is missing only when none is stored', () => {
    const rest = withValue(full, 'password', undefined);
    expect(wrong(rest)).toEqual([{ path: 'password', why: 'missing' }]);
    expect(wrong(rest, ['password'])).toEqual([]);
  });

  test('a group within an open optional group', () => {
    expect(wrong({ ...full, gateway: {} })).toEqual([{ path: 'gateway.key', why: 'missing' }]);
    expect(wrong({ ...full, gateway: {} }, ['gateway.key'])).toEqual([]);
  });

  test.each<[Values, unknown]>([
    [{ port: 0 }, { path: 'port', why: 'tooSmall', bound: 1 }],
    [{ port: 70_000 }, { path: 'port', why: 'tooLarge', bound: 65_535 }],
    [{ port: 1.5 }, { path: 'port', why: 'integer' }],
    [{ password: 'short' }, { path: 'password', why: 'tooShort', bound: 8 }],
    [{ origins: [] }, { path: 'origins', why: 'tooFew', bound: 1 }],
    [{ contacts: [{ name: '甲', address: 'nowhere' }] }, { path: 'contacts.0.address', why: 'email' }],
  ])('%j', (patch, found) => {
    expect(wrong({ ...full, ...patch })).toEqual([found]);
  });

  test('an address has to be one of the web', () => {
    const url = draw(z.object({ url: z.url() }));
    const found = [{ path: 'url', why: 'uri' }];
    expect(wrongValues(url, { url: 'javascript:alert(1)' })).toEqual(found);
    expect(wrongValues(url, { url: 'www.example.cn' })).toEqual(found);
    expect(wrongValues(url, { url: ' https://www.example.cn/a ' })).toEqual([]);
  });
});

describe('answers', () => {
  const label = { zh: '字', en: 'word' };
  const asked = fieldsOfAsk([
    { name: 'url', label, kind: 'url', required: true },
    { name: 'said', label, kind: 'yes', required: true },
    { name: 'note', label, kind: 'longText', required: false },
  ]);

  test('are texts; a yes that was not given is none', () => {
    expect(answersOf(asked, { url: ' https://a.example/1 ', said: true, note: ' ' })).toEqual({
      url: 'https://a.example/1',
      said: 'yes',
    });
    expect(answersOf(asked, { url: 'https://a.example/1', said: false })).not.toHaveProperty('said');
  });

  test('a required yes has to be given', () => {
    expect(wrongAnswers(asked, { url: 'https://a.example/1' })).toEqual([{ path: 'said', why: 'missing' }]);
    expect(wrongAnswers(asked, { said: true })).toEqual([{ path: 'url', why: 'missing' }]);
  });

  test('where nothing is required, something has to be said at least', () => {
    const optional = asked.map((field) => ({ ...field, required: false }));
    expect(wrongAnswers(optional, { said: false })).toEqual([{ path: 'url', why: 'nothing' }]);
    expect(wrongAnswers(optional, { said: true })).toEqual([]);
  });
});
