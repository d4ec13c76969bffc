import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { HttpFailure, type HttpAnswer, type VersionView } from '../../src/contract/channel.js';
import { checkPickup } from './pickup-check.js';
import { renderPack } from './render.js';

const { tonggao } = JSON.parse(
  readFileSync(new URL('fixtures/versions.json', import.meta.url), 'utf8'),
) as Record<'tonggao', VersionView>;

describe('a reported page', () => {
  const { document } = renderPack(tonggao, { kind: 'magazine' });
  const page = (text: string, change: Partial<HttpAnswer> = {}): HttpAnswer => ({
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: new TextEncoder().encode(text),
    text: () => text,
    ...change,
  });
  const check = (...answers: HttpAnswer[]) =>
    checkPickup('https://daily.example/1', document, () => {
      const next = answers.shift();
      return next ? Promise.resolve(next) : Promise.reject(new HttpFailure(true, 'silence'));
    });

  test('with the title, or with a sentence under a headline of its own, is this text', async () => {
    expect(await check(page(`<h1>关于开展冬季市容环境<b>集中整治</b>的通告</h1>`))).toBe('found');
    expect(
      await check(
        page(
          '<h1>街面要变样</h1><p>逾期未整改的，我局将依法处理。确需临时占道的，请到区政务服务中心二楼B12窗口申请，或者通过网上办事大厅办理。',
        ),
      ),
    ).toBe('found');
  });

  test('in GBK is read too', async () => {
    const gbk = Buffer.from('b9d8d3dabfaad5b9b6acbcbecad0c8ddbbb7beb3bcafd6d0d5fbd6ceb5c4cda8b8e6', 'hex');
    const body = Buffer.concat([Buffer.from('<meta charset=gb2312><h1>'), gbk]);
    expect(await check(page('', { body }))).toBe('found');
  });

  test('of somebody else, an error page, and one that is not there', async () => {
    expect(await check(page('<h1>天气预报</h1><p>明天晴。'))).toBe('differs');
    expect(await check(page('<h1>出错了</h1>'))).toBe('differs');
    expect(await check(page('', { status: 404 }))).toBe('missing');
    expect(await check(page('', { status: 503 }))).toBe('unreachable');
    expect(await check()).toBe('unreachable');
  });

  test('behind redirects is followed, but not for ever', async () => {
    const to = page('', { status: 301, headers: { location: '/2' } });
    expect(await check(to, page(document.title))).toBe('found');
    expect(await check(to, to, to, to, to)).toBe('unreachable');
  });
});
