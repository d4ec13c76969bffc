import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { TargetView } from '../../../src/contract/api/targets.js';
import { Json } from '../../../src/contract/values.js';
import { extraFacts, extraForms, factLines } from './extras.js';

const schema = Json.parse(
  z.toJSONSchema(
    z.object({
      digest: z
        .string()
        .optional()
        .meta({ label: { zh: '摘要', en: 'Digest' } }),
      questions: z
        .array(z.object({ q: z.string(), a: z.string() }))
        .optional()
        .meta({ label: { zh: '问答', en: 'Q&A' } }),
    }),
    { io: 'input' },
  ),
);
const target = (id: string, channel: string, extras?: Json): TargetView => ({
  id,
  channel,
  channelLabel: { zh: `${channel}渠道`, en: channel },
  desk: 'office',
  name: id,
  slug: id,
  enabled: true,
  drill: false,
  extras,
  limits: { maxTitle: 1, maxBody: 1 },
  pace: { concurrency: 1 },
  capabilities: { media: [], update: true, recall: 'full' },
});
const targets = [target('a', 'wechat', schema), target('b', 'website'), target('c', 'wechat', schema)];

test('one form a channel, with all its targets; a channel without fields has none', () => {
  expect(extraForms(targets).map((form) => [form.channel, form.targets.map((one) => one.id)])).toEqual([
    ['wechat', ['a', 'c']],
  ]);
});

test('what was written is told in the schema’s words, and nothing of it is left out', () => {
  const extras = { wechat: { digest: '要点', other: true }, gone: { line: '字幕' } };
  expect(
    extraFacts(extras, targets).map(({ channel, label, value }) => [channel.zh, label.zh, value]),
  ).toEqual([
    ['wechat渠道', '摘要', '要点'],
    ['wechat渠道', 'other', true],
    ['gone', 'line', '字幕'],
  ]);
});

test('lists and groups are lines of one text', () => {
  const yes = (value: boolean) => (value ? '是' : '否');
  expect(
    factLines(
      [
        { q: '何时', a: '周五' },
        { q: '收费', a: false },
      ],
      yes,
    ),
  ).toBe('何时\n周五\n收费\n否');
});
