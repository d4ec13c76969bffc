import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HookEvent } from '../../contract/api.js';
import { callOf, endingOf, perCall, shownPlace, type Item } from './shapes.js';

const now = Date.UTC(2026, 10, 23, 2, 0, 0, 500);
const link = 'https://tongbo.office.example.gov.cn:8443/announcements/01900000-0000-7000-8000-000000000003';
const item = (more: Partial<Item> = {}): Item => ({
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'delivery.failed',
  title: '关于测试的通告',
  places: ['门户', '大屏', '邮件'],
  link,
  event: {
    type: 'delivery.failed',
    timestamp: '2026-11-23T02:00:00.000Z',
    data: { office: { id: '01900000-0000-7000-8000-000000000002', name: '测试局' }, targets: [], link },
  },
  ...more,
});
const bodyOf = (body: string): Record<string, Record<string, string>> =>
  JSON.parse(body) as Record<string, Record<string, string>>;

describe('a robot of 企业微信', () => {
  it('is sent one message of markdown with a line and a link for each thing', () => {
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc';
    const call = callOf('wecom', { url }, [item(), item({ kind: 'review.waiting' })], now);
    expect(call.url).toBe(url);
    expect(bodyOf(call.body)).toMatchObject({
      msgtype: 'markdown',
      markdown: {
        content:
          `- [《关于测试的通告》没能发布到“门户、大屏”等 3 处](${link})\n` +
          `- [《关于测试的通告》等待审查](${link})`,
      },
    });
  });

  it('is sent nothing that somebody typed as markup, whatever it is, and no more than it takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const places = [typed, '门户'.repeat(60), '大屏'];
        const items = Array.from({ length: perCall.wecom }, () =>
          item({ kind: 'delivery.unconfirmed', title: `${typed}${'长'.repeat(100)}`, places }),
        );
        const { body } = callOf('wecom', { url: 'https://a.example/' }, items, now);
        const { content = '' } = bodyOf(body)['markdown'] ?? {};
        const lines = content.split('\n');
        expect(lines).toHaveLength(perCall.wecom);
        for (const line of lines) expect(line.match(/[[\]()<>`*_#|~\\@]/g)).toHaveLength(4);
        expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096);
      }),
    );
  });
});

describe('a robot of 钉钉', () => {
  it('is called with the time and a signature over it, when it has a secret', () => {
    const [url, secret] = ['https://oapi.dingtalk.com/robot/send?access_token=t', 'SEC0123456789'];
    const call = new URL(callOf('dingtalk', { url, secret }, [item()], now).url);
    expect(call.searchParams.get('access_token')).toBe('t');
    expect(call.searchParams.get('timestamp')).toBe(String(now));
    expect(call.searchParams.get('sign')).toBe(
      createHmac('sha256', secret)
        .update(`${String(now)}\n${secret}`)
        .digest('base64'),
    );
    expect(callOf('dingtalk', { url }, [item()], now).url).toBe(url);
  });
});

describe('a program', () => {
  it('is sent one signed event', () => {
    const secret = `whsec_${Buffer.from('a key of 24 bytes, or so').toString('base64')}`;
    const { headers, body } = callOf('generic', { url: 'https://a.example/in', secret }, [item()], now);
    expect(HookEvent.parse(JSON.parse(body))).toEqual(item().event);
    expect(headers['webhook-id']).toBe(item().id);
    expect(headers['webhook-timestamp']).toBe('1795399200');
    const signed = createHmac('sha256', 'a key of 24 bytes, or so')
      .update(`${item().id}.1795399200.${body}`)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signed}`);
    expect(() => callOf('generic', { url: 'https://a.example/in', secret }, [item(), item()], now)).toThrow();
  });
});

describe('an answer', () => {
  it('of a robot says in its body how it went', () => {
    expect(endingOf('wecom', 200, '{"errcode":0,"errmsg":"ok"}')).toEqual({ ok: true, words: '0 ok' });
    expect(endingOf('wecom', 200, '{"errcode":45009,"errmsg":"api freq out of limit"}').ok).toBe(false);
    expect(endingOf('dingtalk', 200, '<html>').ok).toBe(false);
    expect(endingOf('dingtalk', 502, '{"errcode":0}').ok).toBe(false);
  });

  it('of a program is its status; 410 ends it for good', () => {
    expect(endingOf('generic', 204, '')).toMatchObject({ ok: true, gone: false });
    expect(endingOf('generic', 302, '')).toMatchObject({ ok: false, gone: false });
    expect(endingOf('generic', 410, '')).toMatchObject({ ok: false, gone: true });
  });
});

it('shows an address without what is secret in it', () => {
  expect(shownPlace('wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc')).toBe(
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send',
  );
  expect(shownPlace('generic', 'https://a.example/T0/secret')).toBe('https://a.example/…');
  expect(shownPlace('generic', 'https://a.example/')).toBe('https://a.example');
});
