import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { checkChannels } from './discover.js';

const label = { zh: '名', en: 'name' };
const never = (): never => {
  throw new Error('nothing is called here');
};
const channel = {
  id: 'one',
  label,
  settings: z.object({ key: z.string().meta({ label, secret: true }) }),
  extras: z.object({ digest: z.string().optional().meta({ label, long: true }) }),
  capabilities: { media: ['text'], maxTitle: 1, maxBody: 1, update: false, recall: 'full' },
  limits: { concurrency: 1 },
  settleMs: 0,
  desk: 'press',
  pickup: { label, ask: [{ name: 'url', label, kind: 'url', required: true }] },
  validate: never,
  render: never,
  preview: never,
  deliver: never,
  verify: never,
  recall: never,
  classify: never,
};
const found = (more: object) => [{ name: 'one', channel: { ...channel, ...more } }];

test('a channel with forms for settings, extras and pickups is taken as it is', () => {
  expect([...checkChannels(found({})).keys()]).toEqual(['one']);
});

test.each([
  ['settings that are no schema', { settings: { key: 'text' } }, 'settings'],
  ['settings that are no object', { settings: z.array(z.string()) }, 'must be an object schema'],
  ['a setting without a label', { settings: z.object({ key: z.string() }) }, 'key has no label'],
  [
    'an extra without a label',
    { extras: z.object({ digest: z.string().optional() }) },
    'digest has no label',
  ],
  [
    'extras that must be filled in',
    { extras: z.object({ digest: z.string().meta({ label }) }) },
    'must accept {}',
  ],
  ['a desk that nobody sits at', { desk: 'radio' }, 'desk'],
  ['a pickup that asks nothing', { pickup: { label, ask: [] } }, 'ask'],
  ['another id than its folder’s', { id: 'two' }, 'must be the same'],
])('%s is refused at the start', (_, wrong, words) => {
  expect(() => checkChannels(found(wrong))).toThrow(words);
});
