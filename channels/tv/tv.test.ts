import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import type { VersionView } from '../../src/contract/channel.js';
import { loadChannel } from '../../test/conformance/support/found.js';
import { Harness } from '../../test/conformance/support/harness.js';
import { Delivery } from '../../test/conformance/support/play.js';
import { TvDocument } from './document.js';

const found = await loadChannel('tv');
const versions = Object.fromEntries(found.versions);
function version(name: string): VersionView {
  const one = versions[name];
  if (!one) throw new Error(`no fixture ${name}`);
  return one;
}

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.open(found);
});
afterEach(() => harness.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  harness.serve(new Request(path.startsWith('http') ? path : `${harness.baseUrl ?? ''}${path}`, { headers }));
const text = async (path: string) => (await get(path)).text();
async function published(name: string, change: Partial<Delivery['item']> = {}): Promise<Delivery> {
  const delivery = await Delivery.of(harness, version(name));
  Object.assign(delivery.item, change);
  await delivery.deliver();
  expect((await delivery.settle()).is).toBe('live');
  return delivery;
}
const pagesOf = ({ rendition }: Delivery) => TvDocument.parse(rendition.document).pages;
const minutes = (count: number) => {
  harness.now = new Date(harness.now.getTime() + count * 60_000);
};

describe('the Media RSS feed', () => {
  test('carries each page as a picture with its time, read by feedsmith', async () => {
    const delivery = await published('policy');
    const pages = pagesOf(delivery);
    const { items = [] } = parseRssFeed(await text('/media.rss'));
    expect(items).toHaveLength(pages.length);
    for (const [index, { picture, seconds }] of pages.entries()) {
      const item = items[index];
      expect(item?.guid).toEqual({
        value: `${delivery.item.permalink}#v1-p${String(index + 1)}`,
        isPermaLink: false,
      });
      expect(Date.parse(item?.pubDate ?? '')).toBe(delivery.item.publishAt.getTime());
      const [content] = item?.media?.contents ?? [];
      expect(content).toMatchObject({
        type: 'image/png',
        medium: 'image',
        width: 1920,
        height: 1080,
        fileSize: picture.size,
        duration: seconds,
      });
      const served = await get(content?.url ?? '');
      expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect((await served.arrayBuffer()).byteLength).toBe(picture.size);
    }
  });

  test('is read by rss-parser too, with titles that would be markup', async () => {
    const hostile = { ...version('tonggao'), title: 'A & B <试验> ]]>' };
    const delivery = await Delivery.of(harness, hostile);
    await delivery.deliver();
    await delivery.settle();
    const feed = await new RssParser().parseString(await text('/media.rss'));
    expect(feed.items[0]?.title).toBe('A & B <试验> ]]>（1/3）');
    expect(feed.items[0]?.enclosure).toMatchObject({ type: 'image/png' });
    expect(feed.items[0]?.isoDate).toBe('2026-11-23T02:30:00.000Z');
  });

  test('shows a corrected version as new pages and keeps no old picture', async () => {
    const before = await published('policy');
    const old = (await text('/media.rss')).match(/http[^"<]+\.png/g) ?? [];
    const after = await Delivery.of(harness, version('policy-corrected'));
    await after.updateFrom(before);
    expect((await after.settle('update')).is).toBe('live');
    const feed = await text('/media.rss');
    expect(feed).toContain('#v2-p1');
    expect(feed).not.toContain('#v1-p');
    const unchanged = new Set(pagesOf(after).map(({ picture }) => picture.hash.slice(7)));
    const replaced = old.filter((url) => !unchanged.has(/([0-9a-f]{64})\.png$/.exec(url)?.[1] ?? ''));
    expect(replaced.length).toBeGreaterThan(0);
    for (const url of replaced) expect((await get(url)).status).toBe(404);
  });
});

describe('the crawl', () => {
  test('is one line an item: what the draft says for it, or the title', async () => {
    await published('tonggao');
    await published('water');
    const crawl = await get('/crawl.txt');
    expect(crawl.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await crawl.text()).split('\n').sort()).toEqual([
      '',
      '关于开展冬季市容环境集中整治的通告',
      '滨河路片区11月26日22时至27日6时停水抢修，请提前储水',
    ]);
    const json = JSON.parse(await text('/crawl.json')) as { items: { id: string; text: string }[] };
    expect(json.items.map(({ id }) => id).sort()).toEqual(['a7k3m1', 'a7k3m4']);
  });

  test('puts emergencies first, then what is urgent, everywhere', async () => {
    await published('water', { priority: 'emergency' });
    minutes(1);
    await published('tonggao', { publishAt: new Date('2026-11-23T02:31:00Z') });
    await published('gongshi', { publishAt: new Date('2026-11-23T02:32:00Z'), priority: 'urgent' });
    const lines = (await text('/crawl.txt')).split('\n');
    expect(lines.map((line) => line.slice(0, 4))).toEqual(['滨河路片', '望河区城', '关于开展', '']);
    const { items = [] } = parseRssFeed(await text('/media.rss'));
    expect(items[0]?.categories).toContainEqual({ name: 'emergency' });
  });
});

describe('a reader that asks with conditions', () => {
  const lists = ['/media.rss', '/crawl.txt', '/crawl.json', '/'];

  test('gets 304 as long as nothing changed, and the change at once', async () => {
    const delivery = await published('tonggao');
    for (const path of lists) {
      const first = await get(path);
      const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
      expect((await get(path, headers)).status).toBe(304);
    }
    const tags = await Promise.all(lists.map(async (path) => (await get(path)).headers.get('etag') ?? ''));
    await delivery.recall();
    for (const [index, path] of lists.entries())
      expect((await get(path, { 'if-none-match': tags[index] ?? '' })).status).toBe(200);
  });

  test('by date alone learns of a recall too, though only older items are left', async () => {
    await published('tonggao');
    minutes(1);
    const recalled = await published('water', { publishAt: new Date('2026-11-23T02:31:00Z') });
    await get('/media.rss');
    minutes(1);
    const since = (await get('/media.rss')).headers.get('last-modified') ?? '';
    expect(since).not.toBe('');
    minutes(1);
    expect((await get('/media.rss', { 'if-modified-since': since })).status).toBe(304);
    await recalled.recall();
    const after = await get('/media.rss', { 'if-modified-since': since });
    expect(after.status).toBe(200);
    expect(await after.text()).not.toContain(recalled.item.permalink);
  });

  test('may keep a picture, but asks a new address for a new one', async () => {
    const delivery = await published('tonggao');
    const [page] = pagesOf(delivery);
    const path = `/n/${delivery.item.slug}/p/${page?.picture.hash.slice(7) ?? ''}.png`;
    const picture = await get(path);
    expect(picture.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    const headers = { 'if-none-match': picture.headers.get('etag') ?? '' };
    expect((await get(path, headers)).status).toBe(304);
  });
});

describe('what is taken back', () => {
  test('is gone from every feed and its pictures answer 410 before the hub has changed its list', async () => {
    const delivery = await published('tonggao');
    const stays = await published('water');
    const probe = delivery.probe('recall');
    const ctx = harness.context({ ...delivery.item, goneReason: 'error' }, delivery.steps);
    await harness.channel.recall(probe, ctx);
    expect((await harness.targetContext().live()).total).toBe(2);
    for (const path of ['/media.rss', '/crawl.txt', '/crawl.json', '/']) {
      const list = await text(path);
      expect(list).not.toContain(delivery.item.slug);
      expect(list).not.toContain('冬季市容');
      if (path !== '/crawl.txt') expect(list).toContain(stays.item.slug);
    }
    for (const { picture } of pagesOf(delivery))
      expect((await get(`/n/${delivery.item.slug}/p/${picture.hash.slice(7)}.png`)).status).toBe(410);
    expect((await delivery.verify('recall')).is).toBe('gone');
    const left = Object.keys((await harness.snapshot()).files).filter((path) => path.includes('a7k3m1'));
    expect(left).toEqual(['n/a7k3m1/item.json']);
  });

  test('by the hub’s list alone is gone from the feeds too', async () => {
    const delivery = await published('tonggao');
    harness.noLongerLive(delivery.item.slug);
    expect(parseRssFeed(await text('/media.rss')).items ?? []).toEqual([]);
    expect(await text('/crawl.txt')).toBe('');
  });

  test('is not taken for gone while a picture is left, and not brought back by a late writer', async () => {
    const delivery = await published('tonggao');
    expect((await delivery.verify('recall')).is).toBe('live');
    await delivery.recall();
    await harness.targetContext().files.write(`n/${delivery.item.slug}/p/left.png`, 'x');
    expect((await delivery.verify('recall')).is).toBe('live');
    await delivery.recall();
    expect((await delivery.verify('recall')).is).toBe('gone');
    const error = await delivery.deliver().catch((thrown: unknown) => thrown);
    expect(harness.channel.classify(error).verdict).toBe('reject');
  });

  test('by its own end leaves the air by itself', async () => {
    const delivery = await published('tonggao', { expiresAt: new Date(harness.now.getTime() + 60_000) });
    expect(await text('/media.rss')).toContain(delivery.item.permalink);
    minutes(1);
    expect(await text('/media.rss')).not.toContain(delivery.item.permalink);
    expect(await text('/crawl.txt')).toBe('');
    expect((await get(`/n/${delivery.item.slug}/`)).status).toBe(410);
    expect((await delivery.verify()).is).toBe('gone');
  });

  test('that was given more time stays on the air until its new end, everywhere', async () => {
    const { now } = harness;
    const at = (minute: number) => new Date(now.getTime() + minute * 60_000);
    const delivery = await published('tonggao', { expiresAt: at(1) });
    harness.nowLive(delivery.version, { ...delivery.item, expiresAt: at(3) }, undefined);
    minutes(2);
    expect(await text('/media.rss')).toContain(delivery.item.permalink);
    expect(await text('/crawl.json')).toContain(at(3).toISOString());
    expect((await get(`/n/${delivery.item.slug}/`)).status).toBe(200);
    expect((await delivery.verify()).is).toBe('live');
    minutes(1);
    expect(await text('/crawl.txt')).toBe('');
    expect((await get(`/n/${delivery.item.slug}/`)).status).toBe(410);
  });
});

describe('a look', () => {
  const change = async (path: string, edit: (record: string) => string) => {
    const { files } = harness.targetContext();
    await files.write(path, edit(new TextDecoder().decode(await files.read(path))));
  };

  test('finds another picture, another time, and a page that stays shorter', async () => {
    const delivery = await published('tonggao');
    const record = 'n/a7k3m1/item.json';
    const [page] = pagesOf(delivery);
    const seconds = `"seconds":${String(page?.seconds)}`;
    await change(record, (text) => text.replace(seconds, '"seconds":1'));
    expect(await delivery.verify()).toMatchObject({ is: 'unknown', reason: expect.stringContaining('1 s') });
    await change(record, (text) => text.replace('"seconds":1', seconds));
    await change(record, (text) => text.replace('"publishedAt":"2026-11-23', '"publishedAt":"2026-11-22'));
    expect(await delivery.verify()).toMatchObject({ reason: expect.stringContaining('publication time') });
    await change(record, (text) => text.replace('"publishedAt":"2026-11-22', '"publishedAt":"2026-11-23'));
    await change(`n/a7k3m1/p/${page?.picture.hash.slice(7) ?? ''}.png`, () => 'not the picture');
    expect(await delivery.verify()).toMatchObject({
      reason: expect.stringContaining('not the approved picture'),
    });
  });

  test('a damaged record takes only its own notice off the air, and the next delivery mends it', async () => {
    const delivery = await published('tonggao');
    await published('water');
    await change('n/a7k3m1/item.json', () => '{"format":');
    expect((await text('/crawl.txt')).split('\n')).toHaveLength(2);
    await delivery.deliver();
    expect((await delivery.settle()).is).toBe('live');
  });
});

describe('validation', () => {
  test('refuses a crawl that is too long and a title that is', () => {
    const problems = (change: Partial<VersionView>) =>
      harness.channel.validate({ ...version('tonggao'), ...change }, harness.parsedSettings);
    expect(problems({ extras: { crawl: '字'.repeat(60) } })).toEqual([]);
    expect(problems({ extras: { crawl: '字'.repeat(61) } })).toMatchObject([
      { severity: 'error', field: 'extras', code: 'crawl_too_long' },
    ]);
    expect(problems({ body: `<p>${'字'.repeat(2_000)}</p>` })).toMatchObject([{ code: 'many_pages' }]);
  });
});
