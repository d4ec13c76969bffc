import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadChannel } from '../../test/conformance/support/found.js';
import { Harness } from '../../test/conformance/support/harness.js';
import { Delivery } from '../../test/conformance/support/play.js';

const found = await loadChannel('website');

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.open(found);
});
afterEach(() => harness.close());

const get = (path: string) => harness.serve(new Request(`${harness.baseUrl ?? ''}${path}`));
/** The table of a page as `term：text`. */
function tableIn(html: string): string[] {
  const [, table = ''] = /<dl class="facts">(.*?)<\/dl>/s.exec(html) ?? [];
  const rows = table.matchAll(/<dt>([^<]*)<\/dt><dd[^>]*>(?:<a [^>]*>)?([^<]*)/g);
  return Array.from(rows, ([, term = '', text = '']) => `${term}：${text}`);
}
async function published(name: string): Promise<Delivery> {
  const version = found.versions.find(([id]) => id === name)?.[1];
  if (!version) throw new Error(`no fixture ${name}`);
  const delivery = await Delivery.of(harness, version);
  await delivery.deliver();
  expect((await delivery.settle()).is).toBe('live');
  return delivery;
}

test('an article has the table of a disclosed document, in its order, and its keywords for search engines', async () => {
  await published('policy');
  const html = await (await get('/n/b4x8n6/')).text();
  expect(html).toContain('<meta name="Keywords" content="户外招牌,市容环境">');
  expect(tableIn(html)).toEqual([
    '索引号：MB9900005/2026-00133',
    '主题分类：城乡建设、环境保护',
    '分类：政策文件',
    '发文机关：明川市望河区城市管理和综合行政执法局',
    '成文日期：2026-11-20',
    '发布日期：2026-11-23',
    '文号：望城管规〔2026〕2号',
    '有效期：2027-01-01至2031-12-31',
    '关键词：户外招牌，市容环境',
    '依据：《城市市容和环境卫生管理条例》',
    '公开方式：主动公开',
  ]);
});

test('a document of before there was metadata has what it had, and the day of its publication', async () => {
  await published('tonggao');
  const html = await (await get('/n/a7k3m2/')).text();
  expect(tableIn(html)).toEqual([
    '索引号：MB9900005/2026-00131',
    '分类：通知公告',
    '发文机关：明川市望河区城市管理和综合行政执法局',
    '发布日期：2026-11-23',
    '文号：望城管通〔2026〕9号',
    '有效期至：2027-02-28 23:59',
  ]);
  expect(html).toContain('<meta name="Keywords" content="通知公告,');
});

test('says that its document is not in force any more, from that day on and as it was approved', async () => {
  const delivery = await published('policy');
  const before = await (await get('/n/b4x8n6/')).text();
  expect(before).not.toContain('现已失效');
  // The last day ends at midnight in the office's zone.
  for (const [now, over] of [
    ['2031-12-31T15:59:59Z', false],
    ['2031-12-31T16:00:00Z', true],
  ] as const) {
    harness.now = new Date(now);
    const html = await (await get('/n/b4x8n6/')).text();
    expect([now, html.includes('本文件有效期已于2031-12-31届满，现已失效。')]).toEqual([now, over]);
  }
  expect((await delivery.settle()).is).toBe('live');
});

test('a page leads to what it belongs with only while that is public, under its title of then', async () => {
  const [policy, notice] = ['policy', 'tonggao'].map(
    (name) => found.versions.find(([id]) => id === name)?.[1],
  );
  if (!policy || !notice) throw new Error('no fixtures');
  const permalink = 'http://localhost:3001/n/a7k3m2';
  const related = [{ slug: 'a7k3m2', title: '送审时的题目', permalink }];
  const delivery = await Delivery.of(harness, { ...policy, related });
  await delivery.deliver();
  expect((await delivery.settle()).is).toBe('live');
  const page = async () => (await get('/n/b4x8n6/')).text();
  expect(await page()).not.toMatch(/相关信息|送审时的题目|a7k3m2/);
  const other = await published('tonggao');
  expect(await page()).toContain(
    `<h2 id="related">相关信息</h2><ol><li><a href="${permalink}">${notice.title}</a>`,
  );
  expect((await delivery.verify()).is).toBe('live');
  await other.recall();
  expect(await page()).not.toMatch(/相关信息|a7k3m2/);
});
