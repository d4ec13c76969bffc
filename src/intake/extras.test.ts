import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineChannel, type Channel } from '../contract/channel.js';
import type { ResolvedTarget } from '../targets/index.js';
import { cleanExtras, readExtras } from './extras.js';

const label = { zh: '字幕', en: 'crawl' };
const never = (): never => {
  throw new Error('not called here');
};
const channel = (id: string, extras?: z.ZodType): Channel =>
  defineChannel({
    id,
    label,
    settings: z.object({}),
    ...(extras && { extras: extras as NonNullable<Channel['extras']> }),
    capabilities: { media: ['text'], maxTitle: 1, maxBody: 1, update: false, recall: 'full' },
    limits: { concurrency: 1 },
    settleMs: 0,
    validate: () => [],
    render: never,
    preview: never,
    deliver: never,
    verify: never,
    recall: never,
    classify: never,
  });
const target = (id: string, of: Channel): ResolvedTarget => ({
  id,
  officeId: 'o',
  slug: id,
  name: id,
  enabled: true,
  pausedReason: undefined,
  pausedWords: undefined,
  channel: of,
  settings: {},
  drill: false,
  pace: { concurrency: 1 },
  usedToday: undefined,
});
const tv = target('t1', channel('tv', z.object({ crawl: z.string().max(4).default('全文') })));
const web = target('t2', channel('web'));

test('kept extras have no invisible characters, and nothing for who says nothing', () => {
  const given = {
    tv: { crawl: '停\u0000水\u2063', list: ['\u202e甲', 1, true, null] },
    web: {},
    press: null,
  };
  expect(cleanExtras(given)).toEqual({ tv: { crawl: '停水', list: ['甲', 1, true, null] } });
  expect(cleanExtras()).toEqual({});
  expect(() => cleanExtras({ tv: 'x'.repeat(200_001) })).toThrow('too much text');
});

test('a channel gets what was said for it, filled in; a version freezes nothing that nobody said', () => {
  const said = readExtras({ tv: { crawl: '停水', other: 1 }, elsewhere: { a: 1 }, web: { a: 1 } }, [tv, web]);
  expect(said).toMatchObject({ frozen: { tv: { crawl: '停水' } }, problems: [] });
  expect([...said.byChannel]).toEqual([
    ['tv', { crawl: '停水' }],
    ['web', {}],
  ]);
  const unsaid = readExtras({}, [tv, web]);
  expect(unsaid.frozen).toBeUndefined();
  expect(unsaid.byChannel.get('tv')).toEqual({ crawl: '全文' });
});

test('what a channel cannot read is told once for it, with its place', () => {
  const again = target('t3', tv.channel);
  const { byChannel, problems } = readExtras({ tv: { crawl: '今日停水通知' } }, [tv, again, web]);
  expect(problems).toHaveLength(1);
  expect(problems).toMatchObject([{ field: 'extras.tv.crawl', code: 'extras_invalid', targetId: 't1' }]);
  expect(problems[0]?.message.zh).toContain('tv.crawl');
  expect(byChannel.has('tv')).toBe(false);
  expect(byChannel.has('web')).toBe(true);
});
