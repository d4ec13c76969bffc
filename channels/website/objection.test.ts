import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { VersionView } from '../../src/contract/channel.js';
import type { ObjectionAnswer, ObjectionWindow, PublicObjection } from '../../src/contract/objection.js';
import { loadChannel } from '../../test/conformance/support/found.js';
import { Harness } from '../../test/conformance/support/harness.js';
import { Delivery } from '../../test/conformance/support/play.js';

const found = await loadChannel('website');
const notice = Object.values(Object.fromEntries(found.versions)).find(
  ({ category }) => category === '公示',
) as VersionView;
const slug = notice.permalink.split('/').at(-1) ?? '';

let harness: Harness;
let window: ObjectionWindow;
let answer: ObjectionAnswer;
let taken: PublicObjection[];
beforeEach(async () => {
  harness = await Harness.open(found);
  window = { first: '2026-11-24', last: '2026-11-30', endsAt: new Date('2026-11-30T16:00:00Z'), open: true };
  answer = { is: 'taken', receipt: 'YY20261128-7KQ4M2XA', at: new Date('2026-11-28T02:40:00Z') };
  taken = [];
  harness.outside.context = {
    objections: {
      window: (asked) => Promise.resolve(asked === slug ? window : undefined),
      take: (_, objection) => {
        taken.push(objection);
        return Promise.resolve(answer);
      },
    },
  };
});
afterEach(() => harness.close());

const address = (rest: string): string => `${harness.baseUrl ?? ''}/n/${slug}/${rest}`;
const page = async (init?: RequestInit) => harness.serve(new Request(address(''), init));
const send = async (fields: Record<string, string>, type = 'application/x-www-form-urlencoded') => {
  const init = {
    method: 'POST',
    headers: { 'content-type': type },
    body: new URLSearchParams(fields).toString(),
  };
  const response = await harness.serve(new Request(address('objection'), init));
  return { status: response.status, headers: response.headers, html: await response.text() };
};
const whole = { name: '言某', contact: '0000-5550318', text: '对任职年限有疑问。' };

async function published(): Promise<Delivery> {
  const delivery = await Delivery.of(harness, notice);
  await delivery.deliver();
  return delivery;
}

describe('below a public notice', () => {
  test('stands a plain form, which is no part of what was approved', async () => {
    const delivery = await published();
    const response = await page();
    const html = await response.text();
    expect(html).toContain(`<form method="post" action="${new URL(address('objection')).pathname}"`);
    expect(html).toContain('公示期：2026-11-24 至 2026-11-30 24:00。');
    expect(html).not.toMatch(/<script|style="|<style| on[a-z]+=/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    // The page is compared with the document as ever, and the form is no part of it.
    expect((await delivery.settle()).is).toBe('live');
    expect(JSON.stringify(delivery.rendition)).not.toContain('异议内容');
  });

  test('an ended window is told, and the reader’s copy is not good any more', async () => {
    await published();
    const etag = (await page()).headers.get('etag') ?? '';
    expect((await page({ headers: { 'if-none-match': etag } })).status).toBe(304);
    window = { ...window, open: false };
    const after = await page({ headers: { 'if-none-match': etag } });
    const html = await after.text();
    expect([after.status, html.includes('<form')]).toEqual([200, false]);
    expect(html).toContain('不再通过网站受理异议');
  });

  test('nothing stands where there is no notice', async () => {
    const other = { ...notice, category: '通知公告' };
    await (await Delivery.of(harness, other)).deliver();
    const response = await page();
    expect(await response.text()).not.toContain('<form');
    expect(response.headers.get('content-security-policy')).toContain("form-action 'none'");
    expect((await send(whole)).status).toBe(404);
  });
});

describe('what is sent', () => {
  test('is answered with its number, and kept by nobody on the way', async () => {
    await published();
    const { status, html, headers } = await send(whole);
    expect([status, headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(html).toContain('YY20261128-7KQ4M2XA');
    for (const word of Object.values(whole)) expect(html).not.toContain(word);
    expect(taken).toEqual([{ from: { name: '言某', contact: '0000-5550318' }, text: whole.text }]);
  });

  test('without a name is taken where it is meant to be, without what was typed there all the same', async () => {
    await published();
    expect((await send({ ...whole, anonymous: 'yes' })).status).toBe(201);
    expect(taken).toEqual([{ text: whole.text }]);
  });

  test('incomplete comes back as it was, with what is missing; markup in it stays text', async () => {
    await published();
    const bad = await send({
      name: '"><script>alert(1)</script>',
      contact: ' ',
      text: '第一行\r\n</textarea><b>',
    });
    expect([bad.status, taken]).toEqual([422, []]);
    expect(bad.html).toContain('请填写联系方式，或者选择匿名提出。');
    expect(bad.html).toContain('value="&#x22;><script>');
    expect(bad.html).not.toContain('<b>');
    expect(bad.html).toContain('第一行\n&#x3C;/textarea>');
    expect((await send({ ...whole, text: '长'.repeat(3001) })).html).toContain(
      '异议内容不能超过 3000 个字。',
    );
    expect((await send({ ...whole, text: '<b>加粗</b>\u202e\u0000' })).status).toBe(201);
    expect(taken.map(({ text }) => text)).toEqual(['<b>加粗</b>']);
  });

  test('too late, too often, or in another form is refused in words', async () => {
    await published();
    expect((await send(whole, 'text/plain')).status).toBe(415);
    answer = { is: 'too_many', waitSeconds: 130 };
    const often = await send(whole);
    expect([often.status, often.headers.get('retry-after')]).toEqual([429, '130']);
    expect(often.html).toContain('请在 3 分钟后再试');
    // It ended between the look at it and the turn of this one.
    answer = { is: 'closed' };
    expect((await send(whole)).status).toBe(409);
    window = { ...window, open: false };
    const late = await send({ ...whole, text: '' });
    expect([late.status, late.html.includes('您的内容没有保存')]).toEqual([409, true]);
  });

  test('to what was taken back meets its tombstone, and by GET leads to the form', async () => {
    const delivery = await published();
    const led = await harness.serve(new Request(address('objection')));
    expect([led.status, led.headers.get('location')]).toEqual([
      308,
      `${new URL(address('')).pathname}#objection`,
    ]);
    await delivery.recall();
    expect((await send(whole)).status).toBe(410);
  });
});
