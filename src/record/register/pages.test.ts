import { expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Register, RegisteredRelease } from './model.js';
import { registerPdf } from './pages.js';

const release: RegisteredRelease = {
  title: '关于停水的通告',
  docNo: '望水〔2026〕3号',
  indexNo: null,
  metadata: null,
  category: '通知公告',
  version: 1,
  drafter: { name: '测试甲', at: '2026-03-01T01:00:00.000Z' },
  approvals: [{ name: '测试丁', at: '2026-03-01T16:00:00.000Z', step: 'sign' }],
  releasedBy: { name: '测试甲', at: '2026-03-01T16:10:00.000Z' },
  publishAt: '2026-03-02T01:30:00.000Z',
  permalink: 'https://www.example.cn/n/20260302-abcdef',
  places: [
    {
      target: '区政府门户',
      operation: 'publish',
      state: 'live',
      liveAt: '2026-03-02T01:30:20.000Z',
      url: null,
      goneReason: null,
    },
  ],
  correction: null,
  recalls: [],
};
const hash = `sha256:${'5e'.repeat(32)}`;
const register = (more: Partial<Register>): Register => ({
  office: '明川市望河区测试局',
  from: '2026-02-28T16:00:00.000Z',
  to: '2026-03-31T16:00:00.000Z',
  made: { name: '测试戊', at: '2026-04-01T01:00:00.000Z' },
  seal: { number: 7, hash, sealedAt: '2026-04-01T00:59:00.000Z' },
  releases: [release],
  ...more,
});

/** The text of each page, without the blanks between its pieces. */
async function pagesOf(of: Register): Promise<string[]> {
  const document = await getDocumentProxy(Uint8Array.from(await registerPdf(of)));
  const { text } = await extractText(document, { mergePages: false });
  return text.map((page) => page.replace(/\s+/g, ''));
}

test('each page says whose register it is, of what days, what its columns are, its number and the newest seal', async () => {
  const releases = Array.from({ length: 60 }, (_, n) => ({ ...release, title: `第${n}号通告` }));
  const pages = await pagesOf(register({ releases }));
  expect(pages.length).toBeGreaterThan(2);
  pages.forEach((page, n) => {
    expect(page).toContain('明川市望河区测试局信息发布台账');
    expect(page).toContain('期间：2026-03-01至2026-03-31');
    expect(page).toContain('发布渠道与状态');
    expect(page).toContain(`第${n + 1}/${pages.length}页`);
    expect(page).toContain(`台账封存第7号（2026-04-0108:59）${hash}`);
  });
  const all = pages.join('');
  for (const { title } of releases) expect(all).toContain(title);
}, 60_000);

test('a line tells who wrote and signed it, where it stands, and what was taken back', async () => {
  const recall = { reason: 'privacy' as const, note: '', at: '2026-03-03T01:00:00.000Z', done: true };
  const [page = ''] = await pagesOf(register({ releases: [{ ...release, recalls: [recall] }] }));
  for (const text of [
    '关于停水的通告',
    '望水〔2026〕3号',
    'https://www.example.cn/n/20260302-abcdef',
    '拟稿：测试甲2026-03-0109:00',
    '签发：测试丁2026-03-0200:00',
    '区政府门户：已上线2026-03-0209:30',
    '撤回2026-03-0309:00：涉及个人信息',
  ])
    expect(page).toContain(text);
}, 60_000);

test('an empty period says so, and a ledger without a seal says that; a text of many pages is whole', async () => {
  const [empty = ''] = await pagesOf(register({ releases: [], seal: null }));
  expect(empty).toContain('期间内没有发布信息');
  expect(empty).toContain('台账尚无封存');
  const long = `始${'长'.repeat(1_500)}终`;
  const pages = await pagesOf(register({ releases: [{ ...release, version: 2, correction: long }] }));
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.join('').match(/长/g)?.length).toBe(1_500);
  expect(pages.join('')).toContain('终');
}, 60_000);
