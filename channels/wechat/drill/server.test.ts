import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Caller, type Body } from '../fixtures/caller.js';

let caller: Caller;
beforeEach(async () => {
  caller = await Caller.open();
});
afterEach(() => caller.close());

describe('tokens (section 13.3)', () => {
  test('in normal mode it is the same one with its remaining time, until 300 s before its end', async () => {
    const first = await caller.stable();
    expect(first).toEqual({
      access_token: expect.stringMatching(/^\d{2,3}_\w{128,150}$/),
      expires_in: 7_200,
    });
    caller.pass(6_855_000);
    expect(await caller.stable()).toEqual({ ...first, expires_in: 345 });
    caller.pass(45_000);
    const next = await caller.stable();
    expect(next['access_token']).not.toBe(first['access_token']);
    expect(await caller.ask(`/cgi-bin/draft/count?access_token=${String(first['access_token'])}`)).toEqual({
      total_count: 0,
    });
  });

  test('forced, the one before is dead at once; not twice within 30 s; 20 a day', async () => {
    const before = await caller.token();
    caller.pass(31_000);
    const forced = await caller.stable({ force_refresh: true });
    expect(await caller.ask(`/cgi-bin/draft/count?access_token=${before}`)).toMatchObject({ errcode: 40001 });
    expect(await caller.stable({ force_refresh: true })).toEqual(forced);
    for (let time = 1; time < 20; time += 1) {
      caller.pass(31_000);
      await caller.stable({ force_refresh: true });
    }
    caller.pass(31_000);
    expect(await caller.stable({ force_refresh: true })).toMatchObject({ errcode: 45009 });
  });

  test('the plain one is another, and holds 300 s beside its successor', async () => {
    const plain = () =>
      caller.ask(
        `/cgi-bin/token?${new URLSearchParams(caller.credentials() as Record<string, string>).toString()}`,
      );
    const [first, second] = [await plain(), await plain()];
    const count = (one: Body) =>
      caller.ask(`/cgi-bin/draft/count?access_token=${String(one['access_token'])}`);
    expect(await count(first)).toEqual({ total_count: 0 });
    caller.pass(300_000);
    expect(await count(first)).toMatchObject({ errcode: 40001 });
    expect(await count(second)).toEqual({ total_count: 0 });
    caller.pass(6_900_000);
    expect(await count(second)).toMatchObject({ errcode: 42001 });
  });

  test.each([
    [41002, { appid: '' }],
    [40013, { appid: 'wx1' }],
    [41004, { secret: '' }],
    [40125, { secret: 'x' }],
    [40002, { grant_type: 'x' }],
  ])('%d', async (errcode, change) => {
    expect(await caller.stable(change)).toMatchObject({
      errcode,
      errmsg: expect.stringMatching(/ rid: [0-9a-f]+-/),
    });
  });

  test('an address that is not on the list is named; a frozen account gets none', async () => {
    caller.drill.account.ipWhitelist = ['10.0.0.1'];
    expect(await caller.stable()).toMatchObject({
      errcode: 40164,
      errmsg: expect.stringContaining('invalid ip 127.0.0.1 '),
    });
    caller.drill.account.ipWhitelist = [];
    caller.drill.account.frozen = true;
    expect(await caller.stable()).toMatchObject({ errcode: 40243 });
  });
});

describe('the order of its checks (section 13.2)', () => {
  test.each([
    [43002, 'GET', '/cgi-bin/draft/add'],
    [43001, 'POST', '/cgi-bin/draft/count'],
    [41001, 'POST', '/cgi-bin/draft/add'],
    [40014, 'POST', '/cgi-bin/draft/add?access_token=short'],
    [40001, 'POST', `/cgi-bin/draft/add?access_token=42_${'a'.repeat(140)}`],
  ])('%d: %s %s', async (errcode, method, path) => {
    expect(await caller.ask(path, { method })).toMatchObject({ errcode });
  });

  test('account, permission, quota, body', async () => {
    const path = `/cgi-bin/freepublish/submit?access_token=${await caller.token()}`;
    caller.drill.account.frozen = true;
    expect(await caller.post(path, {})).toMatchObject({ errcode: 50002 });
    caller.drill.account.frozen = false;
    caller.drill.account.verified = false;
    expect(await caller.post(path, {})).toMatchObject({ errcode: 48001 });
    caller.drill.account.verified = true;
    const text = (body: string) => caller.ask(path, { method: 'POST', body });
    expect(await text('')).toMatchObject({ errcode: 44002 });
    expect(await text('{')).toMatchObject({ errcode: 47001 });
    expect(await text('{"media_id":"\\u4e2d"}')).toMatchObject({ errcode: 47002 });
    expect(await text('{"media_id":"x"}')).toMatchObject({ errcode: 40007 });
    caller.drill.state.limits['/cgi-bin/freepublish/submit'] = 4;
    expect(await text('{"media_id":"x"}')).toMatchObject({ errcode: 45009 });
  });

  test('a day’s quota counts anew at midnight in Beijing', async () => {
    caller.drill.state.limits['/cgi-bin/draft/get'] = 1;
    expect(await caller.call('/cgi-bin/draft/get', { media_id: 'x' })).toMatchObject({ errcode: 40007 });
    expect(await caller.call('/cgi-bin/draft/get', { media_id: 'x' })).toMatchObject({ errcode: 45009 });
    caller.now = new Date('2026-11-23T16:00:00.000Z');
    expect(await caller.call('/cgi-bin/draft/get', { media_id: 'x' })).toMatchObject({ errcode: 40007 });
  });
});

test('a restart loses nothing: port, account, drafts, and what is being published', async () => {
  const { media_id } = await caller.add();
  const submitted = await caller.call('/cgi-bin/freepublish/submit', { media_id });
  const before = { url: caller.drill.url, account: { ...caller.drill.account } };
  await caller.restart({ publishAfterMs: 1 });
  expect({ url: caller.drill.url, account: caller.drill.account }).toEqual(before);
  await caller.drill.finish();
  expect(
    await caller.call('/cgi-bin/freepublish/get', { publish_id: submitted['publish_id'] }),
  ).toMatchObject({
    publish_status: 0,
  });
  expect(caller.drill.state.drafts).toEqual([]);
});

test('handed over twice, a draft is published once', async () => {
  const { media_id } = await caller.add();
  await caller.call('/cgi-bin/freepublish/submit', { media_id });
  await caller.call('/cgi-bin/freepublish/submit', { media_id });
  await caller.drill.finish();
  expect(caller.drill.state.jobs.map(({ status }) => status)).toEqual([0, 3]);
  expect(caller.drill.state.published).toHaveLength(1);
});

describe('pages and control', () => {
  const page = async (path: string) => (await fetch(caller.drill.url + path)).text();

  test('every page says that it is a drill, and has no script', async () => {
    const { media_id } = await caller.add({ content: '<p>正文</p>' });
    await caller.call('/cgi-bin/freepublish/submit', { media_id });
    await caller.drill.finish();
    const name = caller.drill.state.published[0]?.names[0] ?? '';
    for (const path of ['/', '/drill', `/s/${name}`, '/s/none', '/elsewhere']) {
      const html = await page(path);
      expect(html).toContain('演练');
      expect(html).not.toMatch(/<script| on[a-z]+=/);
    }
    expect(await page(`/s/${name}`)).toContain('<p>正文</p>');
    expect((await fetch(`${caller.drill.url}/cover/${name}`)).headers.get('content-type')).toBe('image/jpeg');
  });

  test('orders come as JSON or from its own form, never from another site', async () => {
    const order = (headers: Record<string, string>, body: string) =>
      fetch(`${caller.drill.url}/drill/faults`, { method: 'POST', headers, body, redirect: 'manual' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await order(form, 'kind=error&code=45009')).status).toBe(303);
    expect((await order({}, '{"kind":"slow","ms":1}')).status).toBe(200);
    expect((await order({}, '{"kind":"nothing"}')).status).toBe(400);
    expect((await order({ ...form, 'sec-fetch-site': 'cross-site' }, 'kind=error')).status).toBe(403);
    expect(await caller.stable()).toMatchObject({ errcode: 45009 });
  });

  test('limits are raised together and set back', async () => {
    await caller.post('/drill/limits', { '*': 1_000_000 });
    const quotas = async () =>
      (await caller.ask('/drill/state'))['quotas'] as { path: string; limit: number }[];
    expect((await quotas()).every(({ limit }) => limit === 1_000_000)).toBe(true);
    await caller.post('/drill/limits/reset', {});
    expect((await quotas()).find(({ path }) => path.endsWith('submit'))?.limit).toBe(100);
  });
});
