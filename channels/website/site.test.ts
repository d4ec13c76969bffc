import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import type { VersionView } from '../../src/contract/channel.js';
import { loadChannel } from '../../test/conformance/support/found.js';
import { Harness } from '../../test/conformance/support/harness.js';
import { Delivery } from '../../test/conformance/support/play.js';
import { goneWords } from './plain-pages.js';

const found = await loadChannel('website');
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

const get = (path: string, init?: RequestInit) =>
  harness.serve(new Request(path.startsWith('http') ? path : `${harness.baseUrl ?? ''}${path}`, init));
async function published(name: string): Promise<Delivery> {
  const delivery = await Delivery.of(harness, version(name));
  await delivery.deliver();
  expect((await delivery.settle()).is).toBe('live');
  return delivery;
}
/** Items in the hub's tables only: enough for lists. */
function listed(count: number, change: (index: number) => Partial<VersionView> = () => ({})): void {
  for (let index = 0; index < count; index += 1) {
    const slug = `s${String(index)}`;
    const permalink = `http://localhost:3001/n/${slug}`;
    const publishAt = new Date(Date.parse('2026-11-01T00:00:00Z') + index * 60_000);
    const item = { announcementId: slug, slug, permalink, publishAt };
    harness.nowLive(
      { ...version('tonggao'), title: `通告${String(index)}`, ...change(index) },
      item,
      undefined,
    );
  }
}

describe('an article', () => {
  test('carries the national page tags, its facts and a strict policy', async () => {
    await published('policy');
    const response = await get('/n/b4x8n6/');
    const html = await response.text();
    for (const tag of ['SiteName', 'SiteIDCode', 'ColumnName', 'ColumnType', 'ArticleTitle', 'ContentSource'])
      expect(html).toContain(`<meta name="${tag}"`);
    expect(html).toContain('<meta name="PubDate" content="2026-11-23 10:30">');
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('MB9900005/2026-00133');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|style="|<style/);
    const style = /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? '';
    const sheet = await get(new URL(style, harness.listener.origin).href);
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(sheet.headers.get('cache-control')).toContain('immutable');
  });

  test('is sent again only when it changed', async () => {
    const delivery = await published('policy');
    const first = await get('/n/b4x8n6/');
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await get('/n/b4x8n6/', { headers })).status).toBe(304);
    const since = { 'if-modified-since': first.headers.get('last-modified') ?? '' };
    expect((await get('/n/b4x8n6/', { headers: since })).status).toBe(304);
    const corrected = await Delivery.of(harness, version('policy-corrected'));
    harness.now = new Date(harness.now.getTime() + 60_000);
    await corrected.updateFrom(delivery);
    expect((await get('/n/b4x8n6/', { headers })).status).toBe(200);
    expect((await get('/n/b4x8n6/', { headers: since })).status).toBe(200);
  });

  test('answers HEAD with the same headers and no body', async () => {
    await published('policy');
    const [whole, head] = [await get('/n/b4x8n6/'), await get('/n/b4x8n6/', { method: 'HEAD' })];
    expect(await head.text()).toBe('');
    expect([...head.headers]).toEqual([...whole.headers]);
  });

  test('shows its own files and only those', async () => {
    const { rendition } = await published('policy');
    await published('tonggao');
    const [picture, pdf] = rendition.assets;
    if (!picture || !pdf) throw new Error('the fixture has a picture and a file');
    const shown = await get(`/n/b4x8n6/p/${picture.hash.slice(7)}.jpg`);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await shown.arrayBuffer()).byteLength).toBe(picture.size);
    const saved = await get(`/n/b4x8n6/f/${pdf.hash.slice(7)}.pdf`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%E6%88%B7/);
    for (const elsewhere of [
      `/n/b4x8n6/p/${pdf.hash.slice(7)}.pdf`,
      `/n/b4x8n6/f/${picture.hash.slice(7)}.jpg`,
      `/n/a7k3m2/p/${picture.hash.slice(7)}.jpg`,
      `/n/b4x8n6/p/${picture.hash.slice(7)}.png`,
    ])
      expect((await get(elsewhere)).status).toBe(404);
  });

  test('touches as many files on a full site as on an empty one', async () => {
    await published('policy');
    const alone = Object.keys((await harness.snapshot()).files).length;
    await harness.close();
    harness = await Harness.open(found);
    listed(500);
    await published('policy');
    expect(Object.keys((await harness.snapshot()).files)).toHaveLength(alone);
  });
});

describe('lists', () => {
  test('show twenty a page, newest first, and know their neighbours', async () => {
    listed(45);
    const page = async (path: string) => (await get(path)).text();
    const titles = async (path: string) =>
      [...(await page(path)).matchAll(/class="item-title"[^>]*>([^<]+)</g)].map(([, title]) => title);
    expect((await titles('/')).slice(0, 2)).toEqual(['通告44', '通告43']);
    expect(await titles('/')).toHaveLength(20);
    expect(await titles('/p/3/')).toEqual(['通告4', '通告3', '通告2', '通告1', '通告0']);
    expect(await page('/p/2/')).toMatch(/href="\/site\/main\/"[^>]*rel="prev"/);
    expect((await get('/p/4/')).status).toBe(404);
  });

  test('of a column show that column only; an unknown column is not there', async () => {
    listed(6, (index) => ({ category: index % 2 === 0 ? '公示/名单' : '通知公告' }));
    const html = await (await get(`/c/${encodeURIComponent('公示/名单')}/`)).text();
    expect(html.match(/class="item-title"/g)).toHaveLength(3);
    expect((await get('/c/没有/')).status).toBe(404);
  });

  test('change with the epoch', async () => {
    listed(1);
    expect(await (await get('/')).text()).toContain('共 1 条');
    harness.noLongerLive('s0');
    expect(await (await get('/')).text()).toContain('本栏目暂无信息');
  });

  test('show a hostile title as text', async () => {
    listed(1, () => ({ title: '<img src=x onerror=alert(1)>&amp;' }));
    const html = await (await get('/')).text();
    expect(html).toContain('&#x3C;img src=x onerror=alert(1)>&#x26;amp;');
  });

  test('are feeds too, in both forms', async () => {
    listed(60, () => ({ title: 'A & B <试验>' }));
    const atom = parseAtomFeed(await (await get('/feed.xml')).text());
    expect(atom.entries).toHaveLength(50);
    expect(atom.entries?.[0]).toMatchObject({
      id: 'http://localhost:3001/n/s59',
      title: { value: 'A & B <试验>' },
    });
    const rss = parseRssFeed(await (await get('/rss.xml')).text());
    expect(rss.items?.[0]?.link).toBe(`${harness.baseUrl ?? ''}/n/s59/`);
  });

  test('make one sitemap, or an index of parts', async () => {
    listed(3);
    const locations = async (path: string) =>
      [...(await (await get(path)).text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url);
    expect(await locations('/sitemap.xml')).toHaveLength(4);
    listed(501);
    const parts = await locations('/sitemap.xml');
    expect(parts).toEqual([1, 2, 3].map((n) => `${harness.baseUrl ?? ''}/sitemap-${String(n)}.xml`));
    const all = await Promise.all(parts.map((part) => locations(part ?? '')));
    expect(all.map(({ length }) => length)).toEqual([251, 250, 1]);
    expect(new Set(all.flat()).size).toBe(502);
    expect((await get('/sitemap-4.xml')).status).toBe(404);
    expect(await (await get('/robots.txt')).text()).toContain(
      `Sitemap: ${harness.baseUrl ?? ''}/sitemap.xml`,
    );
  });
});

describe('a new notice', () => {
  test('changes the last part of the sitemap only', async () => {
    listed(700);
    const parts = () =>
      Promise.all([1, 2, 3].map(async (n) => (await get(`/sitemap-${String(n)}.xml`)).headers.get('etag')));
    const before = await parts();
    const publishAt = new Date('2026-11-23T00:00:00Z');
    const item = { announcementId: 'new', slug: 'new', permalink: 'http://localhost:3001/n/new', publishAt };
    harness.nowLive(version('tonggao'), item, undefined);
    const after = await parts();
    expect(after.map((etag, index) => etag === before[index])).toEqual([true, true, false]);
  });
});

describe('what is taken back', () => {
  test('leaves a tombstone that says why and nothing else', async () => {
    const delivery = await published('policy');
    await delivery.recall();
    const response = await get('/n/b4x8n6/');
    const html = await response.text();
    expect(response.status).toBe(410);
    expect(html).toContain(goneWords.error);
    expect(html).not.toContain('招牌');
    const { files } = await harness.snapshot();
    expect(Object.keys(files)).toEqual(['n/b4x8n6/item.json']);
    const kept = await harness.targetContext().files.read('n/b4x8n6/item.json');
    expect(new TextDecoder().decode(kept)).not.toContain('招牌');
  });

  test('is not brought back by a late writer, but by a new delivery', async () => {
    const late = await published('policy');
    await late.recall();
    const error = await late.deliver().catch((thrown: unknown) => thrown);
    expect(found.channel.classify(error).verdict).toBe('reject');
    expect((await get('/n/b4x8n6/')).status).toBe(410);
    const again = await Delivery.of(harness, version('policy'));
    expect((await again.verify()).is).toBe('absent');
    await again.deliver();
    expect((await again.settle()).is).toBe('live');
  });

  test('a replaced version does not come back by a late writer either', async () => {
    const before = await published('policy');
    const after = await Delivery.of(harness, version('policy-corrected'));
    await after.updateFrom(before);
    await expect(before.deliver()).rejects.toMatchObject({ code: 'overtaken' });
    expect((await after.settle('update')).is).toBe('live');
  });
});

describe('a look', () => {
  const change = async (edit: (record: string) => string) => {
    const { files } = harness.targetContext();
    const stored = new TextDecoder().decode(await files.read('n/b4x8n6/item.json'));
    await files.write('n/b4x8n6/item.json', edit(stored));
  };

  test('tells an older version from a changed page', async () => {
    const before = await published('policy');
    const after = await Delivery.of(harness, version('policy-corrected'));
    expect(await after.verify('update')).toEqual({ is: 'absent' });
    await after.updateFrom(before);
    expect(await before.verify()).toMatchObject({
      is: 'unknown',
      reason: expect.stringContaining('version 2'),
    });
    await change((record) => record.replace('每年汛期前', '每两年'));
    expect(await after.verify('update')).toMatchObject({
      is: 'unknown',
      reason: expect.stringContaining('body'),
    });
  });

  test('finds a forged date and a missing file', async () => {
    const delivery = await published('policy');
    await change((record) => record.replace('"publishedAt":"2026-11-23T02', '"publishedAt":"2026-11-22T02'));
    expect(await delivery.verify()).toMatchObject({
      is: 'unknown',
      reason: expect.stringContaining('2026-11-22'),
    });
    await change((record) => record.replace('"publishedAt":"2026-11-22T02', '"publishedAt":"2026-11-23T02'));
    const digits = delivery.rendition.assets[0]?.hash.slice(7) ?? '';
    await harness.targetContext().files.remove(`n/b4x8n6/assets/${digits}`);
    expect(await delivery.verify()).toMatchObject({ is: 'unknown', reason: expect.stringContaining(digits) });
  });

  test('does not take a recall for done while anything is left', async () => {
    const delivery = await published('policy');
    expect((await delivery.verify('recall')).is).toBe('live');
    await delivery.recall();
    await harness.targetContext().files.write('n/b4x8n6/assets/left', 'x');
    expect((await delivery.verify('recall')).is).toBe('live');
    await delivery.recall();
    expect((await delivery.verify('recall')).is).toBe('gone');
  });

  test('a damaged record is no page, and the next delivery mends it', async () => {
    const delivery = await published('policy');
    await change(() => '{"format":');
    expect((await delivery.verify()).is).toBe('unknown');
    await delivery.deliver();
    expect((await delivery.settle()).is).toBe('live');
  });
});
