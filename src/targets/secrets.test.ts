import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { fieldMistakes, fieldsOf } from './fields.js';
import {
  changedSecrets,
  fillSecrets,
  mergeSecrets,
  openSecrets,
  sealSecrets,
  splitSecrets,
} from './secrets.js';

const label = { zh: '名', en: 'name' };
const Settings = z.object({
  appId: z.string().meta({ label }),
  appSecret: z.string().min(1).meta({ label, secret: true }),
  smtp: z
    .object({
      host: z.string().default('localhost').meta({ label }),
      password: z.string().meta({ label, secret: true }).optional(),
    })
    .optional()
    .meta({ label }),
});
const { schema, secrets: fields } = fieldsOf(Settings);

test('secrets are found in nested and optional objects, and the schema keeps what forms need', () => {
  expect(fields).toEqual([
    { path: ['appSecret'], anchored: true },
    { path: ['smtp', 'password'], anchored: false },
  ]);
  expect(schema).toMatchObject({
    type: 'object',
    properties: { appSecret: { type: 'string', secret: true, label } },
    required: ['appId', 'appSecret'],
  });
});

test('settings are split and put together again, also where a whole object is missing', () => {
  const whole = { appId: 'a', appSecret: 's', smtp: { host: 'h', password: 'p' } };
  const { settings, secrets } = splitSecrets(whole, fields);
  expect(settings).toEqual({ appId: 'a', smtp: { host: 'h' } });
  expect(secrets).toEqual({ appSecret: 's', 'smtp.password': 'p' });
  expect(mergeSecrets(settings, fields, secrets)).toEqual(whole);
  expect(whole.smtp.password).toBe('p');
  expect(splitSecrets({ appId: 'a' }, fields)).toEqual({ settings: { appId: 'a' }, secrets: {} });
});

test('what a person left out stays, what they wrote replaces it, and null takes it away', () => {
  const kept = { appSecret: 's', 'smtp.password': 'p' };
  expect(fillSecrets({ appId: 'a', appSecret: 't', smtp: { host: 'h' } }, fields, kept)).toEqual({
    appId: 'a',
    appSecret: 't',
    smtp: { host: 'h', password: 'p' },
  });
  expect(fillSecrets({ appId: 'a', smtp: { password: null } }, fields, kept)).toEqual({
    appId: 'a',
    appSecret: 's',
    smtp: {},
  });
  expect(fillSecrets({ appId: 'a' }, fields, kept)).toEqual({ appId: 'a', appSecret: 's' });
  expect(changedSecrets(kept, { appSecret: 't' })).toEqual(['appSecret', 'smtp.password']);
});

test('sealed secrets open with their key for their target only', () => {
  const key = randomBytes(32);
  const sealed = sealSecrets(key, 'one', { appSecret: '密' });
  expect(sealed).not.toContain('密');
  expect(openSecrets(key, 'one', sealed)).toEqual({ appSecret: '密' });
  expect(() => openSecrets(key, 'two', sealed)).toThrow();
  expect(() => openSecrets(randomBytes(32), 'one', sealed)).toThrow();
  expect(openSecrets(key, 'one', sealSecrets(key, 'one', {}))).toEqual({});
});

test.each([
  ['no object', z.string(), 'object schema'],
  ['no label', z.object({ a: z.string() }), 'a has no label'],
  ['no label below', z.object({ a: z.object({ b: z.string() }).meta({ label }) }), 'a.b has no label'],
  ['no label in a list', z.object({ a: z.array(z.object({ b: z.string() })).meta({ label }) }), 'a.b has no'],
  ['half a hint', z.object({ a: z.string().meta({ label, hint: '提示' }) }), 'a has a hint'],
  ['a secret number', z.object({ a: z.number().meta({ label, secret: true }) }), 'a is secret'],
  [
    'a secret in a list',
    z.object({ a: z.array(z.object({ b: z.string().meta({ label, secret: true }) })).meta({ label }) }),
    'a hides a secret',
  ],
  ['something JSON has not', z.object({ a: z.date().meta({ label }) }), 'Date'],
])('%s is a mistake', (_, wrong, words) => {
  expect(fieldMistakes(wrong).join('\n')).toContain(words);
});

test('a form that can be drawn has no mistakes', () => {
  expect(fieldMistakes(Settings)).toEqual([]);
});
