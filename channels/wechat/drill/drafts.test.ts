import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { Caller, type Body } from '../fixtures/caller.js';

let caller: Caller;
beforeEach(async () => {
  caller = await Caller.open();
});
afterEach(() => caller.close());

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
    ['no file part', 41005, async () => caller.upload('/cgi-bin/media/uploadimg', new Uint8Array(), '')],
    [
      'another format',
      40005,
      async () =>
        caller.upload(
          '/cgi-bin/media/uploadimg',
          await sharp(await caller.picture())
            .webp()
            .toBuffer(),
        ),
    ],
    [
      'too large',
      40009,
      async () => caller.upload('/cgi-bin/media/uploadimg', await noise().png().toBuffer()),
    ],
    [
      'an unknown type',
      40004,
      async () => caller.upload('/cgi-bin/material/add_material?type=x', await caller.picture()),
    ],
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
    expect(await caller.add(change)).toMatchObject({ errcode });
    expect(caller.drill.state.drafts).toEqual([]);
  });

  test('at their limits they are taken', async () => {
    const change = { title: long(32), author: long(16), digest: long(120), content: long(19_999) };
    expect(await caller.add(change)).toMatchObject({ media_id: expect.any(String) });
  });

  test('none, too many, comments where there are none', async () => {
    expect(await caller.call('/cgi-bin/draft/add', { articles: [] })).toMatchObject({ errcode: 44003 });
    const one = await caller.article();
    expect(
      await caller.call('/cgi-bin/draft/add', { articles: Array.from({ length: 9 }, () => one) }),
    ).toMatchObject({ errcode: 45008 });
    caller.drill.account.commentEnabled = false;
    expect(await caller.add({ need_open_comment: 1 })).toMatchObject({ errcode: 88000 });
  });

  test('an update takes one article, not a list', async () => {
    const { media_id } = await caller.add();
    const update = async (change: Body) =>
      caller.call('/cgi-bin/draft/update', {
        media_id,
        index: 0,
        articles: await caller.article({ title: '改' }),
        ...change,
      });
    expect(await update({})).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await update({ articles: [] })).toMatchObject({ errcode: 47001 });
    expect(await update({ index: 1 })).toMatchObject({ errcode: 40114 });
    expect(await update({ media_id: 'x' })).toMatchObject({ errcode: 40007 });
    expect(caller.drill.state.drafts[0]?.articles[0]?.title).toBe('改');
  });

  test('what it keeps has no scripts, no pictures and links from elsewhere', async () => {
    const { url } = await caller.upload('/cgi-bin/media/uploadimg', await caller.picture());
    const own = `<img src="${String(url)}">`;
    await caller.add({
      content: `<p onclick="x()" id="a">${own}<img src="https://e.example/x.png"><a href="https://e.example/">b</a></p><script>1</script>`,
    });
    expect(caller.drill.state.drafts[0]?.articles[0]?.content).toBe(`<p>${own}<a>b</a></p>`);
  });
});
