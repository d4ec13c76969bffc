import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { openDrill, type Drill, type DrillOptions } from './server.js';

let folder: string;
let drill: Drill;
let now: Date;
const open = (options: Partial<DrillOptions> = {}) =>
  openDrill({ dataDir: folder, now: () => now, ...options });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongbo-wechat-drill-'));
  now = new Date('2026-11-23T02:30:00.000Z');
  drill = await open();
});
afterEach(async () => {
  await drill.close();
  await rm(folder, { recursive: true, force: true });
});

type Body = Record<string, unknown>;
const ask = async (path: string, init?: RequestInit): Promise<Body> =>
  (await (await fetch(drill.url + path, init)).json()) as Body;
const post = (path: string, body: unknown) => ask(path, { method: 'POST', body: JSON.stringify(body) });
const credentials = (change: Body = {}) => ({
  grant_type: 'client_credential',
  appid: drill.account.appId,
  secret: drill.account.appSecret,
  ...change,
});
const stable = (change: Body = {}) => post('/cgi-bin/stable_token', credentials(change));
const newToken = async (): Promise<string> => String((await stable())['access_token']);
const call = async (path: string, body: unknown) => post(`${path}?access_token=${await newToken()}`, body);
const pass = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds);
};

const picture = (width = 900, height = 383) =>
  sharp({ create: { width, height, channels: 3, background: '#1e6b5c' } })
    .jpeg()
    .toBuffer();
async function upload(
  path: string,
  bytes: Uint8Array,
  name: string | undefined = 'picture.jpg',
): Promise<Body> {
  const form = new FormData();
  if (name === '') form.append('media', 'text');
  else form.append('media', new Blob([new Uint8Array(bytes)]), name);
  const mark = path.includes('?') ? '&' : '?';
  return ask(`${path}${mark}access_token=${await newToken()}`, { method: 'POST', body: form });
}
async function article(change: Body = {}): Promise<Body> {
  const { media_id } = await upload('/cgi-bin/material/add_material?type=image', await picture());
  return { title: '标题', content: '<p>正文</p>', thumb_media_id: media_id, ...change };
}
const add = async (change: Body = {}) => call('/cgi-bin/draft/add', { articles: [await article(change)] });

describe('tokens (section 13.3)', () => {
  test('in normal mode it is the same one with its remaining time, until 300 s before its end', async () => {
    const first = await stable();
    expect(first).toEqual({
      access_token: expect.stringMatching(/^\d{2,3}_\w{128,150}$/),
      expires_in: 7_200,
    });
    pass(6_855_000);
    expect(await stable()).toEqual({ ...first, expires_in: 345 });
    pass(45_000);
    const next = await stable();
    expect(next['access_token']).not.toBe(first['access_token']);
    expect(await ask(`/cgi-bin/draft/count?access_token=${String(first['access_token'])}`)).toEqual({
      total_count: 0,
    });
  });

  test('forced, the one before is dead at once; not twice within 30 s; 20 a day', async () => {
    const before = await newToken();
    pass(31_000);
    const forced = await stable({ force_refresh: true });
    expect(await ask(`/cgi-bin/draft/count?access_token=${before}`)).toMatchObject({ errcode: 40001 });
    expect(await stable({ force_refresh: true })).toEqual(forced);
    for (let time = 1; time < 20; time += 1) {
      pass(31_000);
      await stable({ force_refresh: true });
    }
    pass(31_000);
    expect(await stable({ force_refresh: true })).toMatchObject({ errcode: 45009 });
  });

  test('the plain one is another, and holds 300 s beside its successor', async () => {
    const plain = () =>
      ask(`/cgi-bin/token?${new URLSearchParams(credentials() as Record<string, string>).toString()}`);
    const [first, second] = [await plain(), await plain()];
    const count = (one: Body) => ask(`/cgi-bin/draft/count?access_token=${String(one['access_token'])}`);
    expect(await count(first)).toEqual({ total_count: 0 });
    pass(300_000);
    expect(await count(first)).toMatchObject({ errcode: 40001 });
    expect(await count(second)).toEqual({ total_count: 0 });
    pass(6_900_000);
    expect(await count(second)).toMatchObject({ errcode: 42001 });
  });

  test.each([
    [41002, { appid: '' }],
    [40013, { appid: 'wx1' }],
    [41004, { secret: '' }],
    [40125, { secret: 'x' }],
    [40002, { grant_type: 'x' }],
  ])('%d', async (errcode, change) => {
    expect(await stable(change)).toMatchObject({
      errcode,
      errmsg: expect.stringMatching(/ rid: [0-9a-f]+-/),
    });
  });

  test('an address that is not on the list is named; a frozen account gets none', async () => {
    drill.account.ipWhitelist = ['10.0.0.1'];
    expect(await stable()).toMatchObject({
      errcode: 40164,
      errmsg: expect.stringContaining('invalid ip 127.0.0.1 '),
    });
    drill.account.ipWhitelist = [];
    drill.account.frozen = true;
    expect(await stable()).toMatchObject({ errcode: 40243 });
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
    expect(await ask(path, { method })).toMatchObject({ errcode });
  });

  test('account, permission, quota, body', async () => {
    const path = `/cgi-bin/freepublish/submit?access_token=${await newToken()}`;
    drill.account.frozen = true;
    expect(await post(path, {})).toMatchObject({ errcode: 50002 });
    drill.account.frozen = false;
    drill.account.verified = false;
    expect(await post(path, {})).toMatchObject({ errcode: 48001 });
    drill.account.verified = true;
    const text = (body: string) => ask(path, { method: 'POST', body });
    expect(await text('')).toMatchObject({ errcode: 44002 });
    expect(await text('{')).toMatchObject({ errcode: 47001 });
    expect(await text('{"media_id":"\\u4e2d"}')).toMatchObject({ errcode: 47002 });
    expect(await text('{"media_id":"x"}')).toMatchObject({ errcode: 40007 });
    drill.state.limits['/cgi-bin/freepublish/submit'] = 4;
    expect(await text('{"media_id":"x"}')).toMatchObject({ errcode: 45009 });
  });

  test('a day’s quota counts anew at midnight in Beijing', async () => {
    drill.state.limits['/cgi-bin/draft/get'] = 1;
    expect(await call('/cgi-bin/draft/get', { media_id: 'x' })).toMatchObject({ errcode: 40007 });
    expect(await call('/cgi-bin/draft/get', { media_id: 'x' })).toMatchObject({ errcode: 45009 });
    now = new Date('2026-11-23T16:00:00.000Z');
    expect(await call('/cgi-bin/draft/get', { media_id: 'x' })).toMatchObject({ errcode: 40007 });
  });
});

describe('uploads', () => {
  const noise = () =>
    sharp({
      create: {
        width: 1400,
        height: 1400,
        channels: 3,
        background: '#fff',
        noise: { type: 'gaussian', mean: 128, sigma: 90 },
      },
    });
  test.each([
    ['no file part', 41005, async () => upload('/cgi-bin/media/uploadimg', new Uint8Array(), '')],
    [
      'another format',
      40005,
      async () =>
        upload(
          '/cgi-bin/media/uploadimg',
          await sharp(await picture())
            .webp()
            .toBuffer(),
        ),
    ],
    ['too large', 40009, async () => upload('/cgi-bin/media/uploadimg', await noise().png().toBuffer())],
    ['an unknown type', 40004, async () => upload('/cgi-bin/material/add_material?type=x', await picture())],
  ])('%s', async (_, errcode, act) => {
    expect(await act()).toMatchObject({ errcode });
  });
});

describe('drafts (section 13.4)', () => {
  const long = (length: number) => '字'.repeat(length);
  test.each<[number, Body]>([
    [45003, { title: long(33) }],
    [45110, { author: long(17) }],
    [45004, { digest: long(121) }],
    [45002, { content: long(20_000) }],
    [45005, { content_source_url: `https://a.example/${'a'.repeat(1_024)}` }],
    [41039, { content_source_url: 'nowhere' }],
    [40007, { thumb_media_id: 'unknown' }],
  ])('%d', async (errcode, change) => {
    expect(await add(change)).toMatchObject({ errcode });
    expect(drill.state.drafts).toEqual([]);
  });

  test('at their limits they are taken', async () => {
    const change = { title: long(32), author: long(16), digest: long(120), content: long(19_999) };
    expect(await add(change)).toMatchObject({ media_id: expect.any(String) });
  });

  test('none, too many, comments where there are none', async () => {
    expect(await call('/cgi-bin/draft/add', { articles: [] })).toMatchObject({ errcode: 44003 });
    const one = await article();
    expect(
      await call('/cgi-bin/draft/add', { articles: Array.from({ length: 9 }, () => one) }),
    ).toMatchObject({ errcode: 45008 });
    drill.account.commentEnabled = false;
    expect(await add({ need_open_comment: 1 })).toMatchObject({ errcode: 88000 });
  });

  test('an update takes one article, not a list', async () => {
    const { media_id } = await add();
    const update = async (change: Body) =>
      call('/cgi-bin/draft/update', {
        media_id,
        index: 0,
        articles: await article({ title: '改' }),
        ...change,
      });
    expect(await update({})).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await update({ articles: [] })).toMatchObject({ errcode: 47001 });
    expect(await update({ index: 1 })).toMatchObject({ errcode: 40114 });
    expect(await update({ media_id: 'x' })).toMatchObject({ errcode: 40007 });
    expect(drill.state.drafts[0]?.articles[0]?.title).toBe('改');
  });

  test('what it keeps has no scripts, no pictures and links from elsewhere', async () => {
    const { url } = await upload('/cgi-bin/media/uploadimg', await picture());
    const own = `<img src="${String(url)}">`;
    await add({
      content: `<p onclick="x()" id="a">${own}<img src="https://e.example/x.png"><a href="https://e.example/">b</a></p><script>1</script>`,
    });
    expect(drill.state.drafts[0]?.articles[0]?.content).toBe(`<p>${own}<a>b</a></p>`);
  });
});

test('a restart loses nothing: port, account, drafts, and what is being published', async () => {
  const { media_id } = await add();
  const submitted = await call('/cgi-bin/freepublish/submit', { media_id });
  const before = { url: drill.url, account: { ...drill.account } };
  await drill.close();
  drill = await open({ publishAfterMs: 1 });
  expect({ url: drill.url, account: drill.account }).toEqual(before);
  await drill.finish();
  expect(await call('/cgi-bin/freepublish/get', { publish_id: submitted['publish_id'] })).toMatchObject({
    publish_status: 0,
  });
  expect(drill.state.drafts).toEqual([]);
});

test('handed over twice, a draft is published once', async () => {
  const { media_id } = await add();
  await call('/cgi-bin/freepublish/submit', { media_id });
  await call('/cgi-bin/freepublish/submit', { media_id });
  await drill.finish();
  expect(drill.state.jobs.map(({ status }) => status)).toEqual([0, 3]);
  expect(drill.state.published).toHaveLength(1);
});

describe('pages and control', () => {
  const page = async (path: string) => (await fetch(drill.url + path)).text();

  test('every page says that it is a drill, and has no script', async () => {
    const { media_id } = await add({ content: '<p>正文</p>' });
    await call('/cgi-bin/freepublish/submit', { media_id });
    await drill.finish();
    const name = drill.state.published[0]?.names[0] ?? '';
    for (const path of ['/', '/drill', `/s/${name}`, '/s/none', '/elsewhere']) {
      const html = await page(path);
      expect(html).toContain('演练');
      expect(html).not.toMatch(/<script| on[a-z]+=/);
    }
    expect(await page(`/s/${name}`)).toContain('<p>正文</p>');
    expect((await fetch(`${drill.url}/cover/${name}`)).headers.get('content-type')).toBe('image/jpeg');
  });

  test('orders come as JSON or from its own form, never from another site', async () => {
    const order = (headers: Record<string, string>, body: string) =>
      fetch(`${drill.url}/drill/faults`, { method: 'POST', headers, body, redirect: 'manual' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await order(form, 'kind=error&code=45009')).status).toBe(303);
    expect((await order({}, '{"kind":"slow","ms":1}')).status).toBe(200);
    expect((await order({}, '{"kind":"nothing"}')).status).toBe(400);
    expect((await order({ ...form, 'sec-fetch-site': 'cross-site' }, 'kind=error')).status).toBe(403);
    expect(await stable()).toMatchObject({ errcode: 45009 });
  });

  test('limits are raised together and set back', async () => {
    await post('/drill/limits', { '*': 1_000_000 });
    const quotas = async () => (await ask('/drill/state'))['quotas'] as { path: string; limit: number }[];
    expect((await quotas()).every(({ limit }) => limit === 1_000_000)).toBe(true);
    await post('/drill/limits/reset', {});
    expect((await quotas()).find(({ path }) => path.endsWith('submit'))?.limit).toBe(100);
  });
});
