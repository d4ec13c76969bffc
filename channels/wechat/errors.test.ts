import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { HttpFailure } from '../../src/contract/channel.js';
import { LocalizedText } from '../../src/contract/values.js';
import { readAnswer, readJson } from './answer.js';
import { classify, refused, unanswered, WechatError, type Asked } from './errors.js';

const now = new Date('2026-11-23T02:30:15.000Z');
const call: Asked = { path: '/cgi-bin/media/uploadimg', effect: false, now };
const effect: Asked = { path: '/cgi-bin/draft/add', effect: true, now };
const token: Asked = { path: '/cgi-bin/stable_token', effect: false, isToken: true, now };

/** The table of reference section 8.2, by its letters. */
const path = new URL('./fixtures/error-codes.json', import.meta.url);
const table = z.record(z.string(), z.array(z.int())).parse(JSON.parse(readFileSync(path, 'utf8')));
const verdicts = { R: 'retry', T: 'reauth', Q: 'retry', A: 'reauth', P: 'reject', B: 'reject', U: 'reject' };

describe('every code of the table', () => {
  test.each(Object.entries(verdicts))('class %s is %s', (letter, verdict) => {
    for (const code of table[letter] ?? []) {
      const said = classify(refused(code, 'text', call));
      expect({ code, verdict: said.verdict }).toEqual({ code, verdict });
      expect(() => LocalizedText.parse(said.words)).not.toThrow();
      expect(said.words?.zh).toContain(String(code));
    }
  });

  test('a busy platform may have taken what must not happen twice', () => {
    expect(classify(refused(-1, 'system error', effect)).verdict).toBe('unknown');
    expect(classify(refused(-1, 'system error', call)).verdict).toBe('retry');
  });

  test('a quota names when it counts anew: midnight in Beijing, or a minute', () => {
    expect(classify(refused(45009, 'x', effect)).notBefore).toEqual(new Date('2026-11-23T16:00:00.000Z'));
    const late = { ...effect, now: new Date('2026-11-23T16:00:00.000Z') };
    expect(classify(refused(45009, 'x', late)).notBefore).toEqual(new Date('2026-11-24T16:00:00.000Z'));
    expect(classify(refused(45011, 'x', effect)).notBefore).toEqual(new Date('2026-11-23T02:31:15.000Z'));
  });

  test('an unknown code stops the account and keeps the request’s id', () => {
    const error = refused(53501, 'who knows rid: 617682e0-09059ac5-34a8e2ea', call);
    expect(classify(error)).toMatchObject({ verdict: 'reauth' });
    expect(error.rid).toBe('617682e0-09059ac5-34a8e2ea');
    expect(error.words?.zh).toContain('rid: 617682e0-09059ac5-34a8e2ea');
  });

  test('40001 is a wrong AppSecret where tokens are given', () => {
    expect(refused(40001, 'invalid credential', token).words?.zh).toContain('AppSecret 不对');
    expect(refused(40001, 'invalid credential', call).words?.zh).not.toContain('AppSecret');
  });

  test.each([
    'invalid ip 120.208.99.249 ipv6 ::ffff:120.208.99.249, not in whitelist rid: 6aa2f516-18f315ad-4be915b8',
    'invalid ip 120.208.99.249, not in whitelist hint: [KJZfAa0644e575]',
  ])('40164 names the address to add: %s', (errmsg) => {
    const { verdict, words } = classify(refused(40164, errmsg, token));
    expect(verdict).toBe('reauth');
    expect(words?.zh).toContain('请把 120.208.99.249 加入');
    expect(words?.en).toContain('Add 120.208.99.249');
  });
});

describe('what brought no answer', () => {
  test('is sent again only where nothing of the item was sent', () => {
    const [lost, refusedByHub] = [new HttpFailure(true, 'cut'), new HttpFailure(false, 'refused')];
    expect(classify(unanswered(lost, effect)).verdict).toBe('unknown');
    expect(classify(unanswered(refusedByHub, effect)).verdict).toBe('retry');
    expect(classify(unanswered(lost, call)).verdict).toBe('retry');
  });
});

const answer = (text: string, status = 200) => ({
  status,
  headers: {},
  body: new TextEncoder().encode(text),
  text: () => text,
});

describe('answers', () => {
  const schema = z.object({ media_id: z.string() });
  const thrown = (text: string, asked: Asked, status?: number): WechatError => {
    try {
      readAnswer(answer(text, status), schema, asked);
    } catch (error) {
      if (error instanceof WechatError) return error;
    }
    throw new Error('it was read');
  };

  test('without an errcode, or with 0, they are good', () => {
    expect(readAnswer(answer('{"media_id":"a"}'), schema, call)).toEqual({ media_id: 'a' });
    expect(readAnswer(answer('{"errcode":0,"media_id":"a"}'), schema, call)).toEqual({ media_id: 'a' });
    expect(thrown('{"errcode":"40007","errmsg":"invalid media_id"}', call).code).toBe(40007);
  });

  test.each([
    ['a gateway’s page', '<html>502</html>', 502],
    ['no JSON', 'ok', 200],
    ['not what was asked for', '{"errcode":0}', 200],
  ])('%s says nothing about what happened', (_, text, status) => {
    expect(thrown(text, effect, status).verdict).toBe('unknown');
    expect(thrown(text, call, status).verdict).toBe('retry');
  });

  test('ids beyond 2^53 stay whole, raw control characters do not break the rest', () => {
    const text = '{"publish_id": 1700827132819554304, "errmsg":"a\u0001b\n", "n": 3}';
    expect(readJson(new TextEncoder().encode(text))).toEqual({
      publish_id: '1700827132819554304',
      errmsg: 'a b ',
      n: 3,
    });
    const inside = JSON.stringify({ content: '"publish_id":12' });
    expect(readJson(new TextEncoder().encode(inside))).toEqual({ content: '"publish_id":12' });
  });
});
