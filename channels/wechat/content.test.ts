import { describe, expect, test } from '@jest/globals';
import type { VersionView } from '../../src/contract/channel.js';
import { articleHtml, type Frame } from './content.js';
import { withAddresses } from './places.js';
import { markerOf, titleOf } from './render.js';
import { validateVersion } from './validate.js';

const nothing: Frame = { facts: [], attachments: [] };
const hash = `sha256:${'a'.repeat(64)}`;
/** Without the styles: what stands there. */
const bare = (body: string, frame = nothing) =>
  articleHtml(body, frame, (one) => (one === hash ? 'asset:1' : undefined))
    .replace(/ style="[^"]*"/g, '')
    .replace(/^<section>|<\/section>$/g, '');

describe('what an article keeps', () => {
  test.each([
    [
      'scripts and their kin go',
      '<p>a<script>x()</script><style>b{}</style></p><iframe src="x"></iframe>',
      '<p>a</p>',
    ],
    ['attributes go', '<p id="a" class="b" onclick="x()">c</p>', '<p>c</p>'],
    ['unknown tags lose their tag', '<p><font color="red">a</font><span>b</span></p>', '<p>ab</p>'],
    [
      'old tags become their meaning',
      '<p><b>a</b><i>b</i><del>c</del></p>',
      '<p><strong>a</strong><em>b</em><s>c</s></p>',
    ],
    ['loose text becomes a paragraph', 'a<p>b</p>c', '<p>a</p><p>b</p><p>c</p>'],
    ['typed indents go', '<p>　　现将</p>', '<p>现将</p>'],
    ['empty paragraphs go', '<p>　</p><p>a</p>', '<p>a</p>'],
    [
      'a list in a list stays',
      '<ul><li>a<ol start="3"><li>b</li></ol></li></ul>',
      '<ul><li><p>a</p><ol start="3"><li>b</li></ol></li></ul>',
    ],
    [
      'tables keep their spans',
      '<table><thead><tr><th colspan="2">a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody></table>',
      '<section><table><tbody><tr><th colspan="2">a</th></tr><tr><td>b</td><td>c</td></tr></tbody></table></section>',
    ],
    [
      'a picture in a text stands by itself',
      `<p>a<img src="asset:${hash}" alt="图">b</p>`,
      '<p>a</p><p><img src="asset:1" alt="图"></p><p>b</p>',
    ],
    ['pictures from elsewhere go', '<p>a<img src="https://elsewhere.example/x.png"></p>', '<p>a</p>'],
  ])('%s', (_, body, expected) => {
    expect(bare(body)).toBe(expected);
  });

  test('every block has its style inline', () => {
    const html = articleHtml(
      '<h2>a</h2><p>b</p><ul><li>c</li></ul><table><tr><td>d</td></tr></table>',
      nothing,
      () => undefined,
    );
    for (const tag of ['section', 'h2', 'p', 'ul', 'li', 'table', 'td'])
      expect(html).toContain(`<${tag} style="`);
  });
});

describe('links', () => {
  test('those elsewhere become notes, each address once', () => {
    const link = '<a href="https://wanghe.example/a">甲</a>';
    expect(bare(`<p>${link}和${link}</p>`)).toBe(
      '<p>甲<sup>[1]</sup>和甲<sup>[1]</sup></p><section><p>文中链接：</p><p>[1] https://wanghe.example/a</p></section>',
    );
  });

  test('the platform’s own stay; written-out addresses, mail and telephone need no note', () => {
    const own = '<p><a href="https://mp.weixin.qq.com/s/abc">往期</a></p>';
    expect(bare(own)).toBe(own);
    expect(bare('<p><a href="https://a.example/">https://a.example/</a><a href="tel:110">110</a></p>')).toBe(
      '<p>https://a.example/110</p>',
    );
    expect(bare('<p><a href="https://mp.weixin.qq.com.evil.example/">a</a></p>')).toContain('[1]');
  });
});

test('attachments are named at the end, with the way to them', () => {
  const html = bare('<p>a</p>', { facts: ['发文字号：1号'], attachments: ['1. 样表.pdf'] });
  expect(html).toMatch(/^<section><p>发文字号：1号<\/p><\/section><p>a<\/p>/);
  expect(html).toContain('<p>附件（点击文末“阅读原文”下载）：</p><p>1. 样表.pdf</p>');
});

test('as notices stand: the addressee at the left edge, name and date at the right', () => {
  const styleOf = (text: string) =>
    new RegExp(`<p style="([^"]*)">${text}`).exec(
      articleHtml(
        '<p>各街道：</p><p>现将有关事项通知如下：</p><p>望河区城管局</p><p>2026年11月23日</p>',
        nothing,
        () => undefined,
      ),
    )?.[1];
  expect(styleOf('各街道')).not.toContain('indent');
  expect(styleOf('现将')).toContain('text-indent');
  expect(styleOf('望河区')).toContain('right');
  expect(styleOf('2026年')).toContain('right');
});

test('addresses come only where pictures stand', () => {
  const content = articleHtml(
    `<p>写作 src="asset:1" 的字</p><img src="asset:${hash}" alt="">`,
    nothing,
    () => 'asset:1',
  );
  const sent = withAddresses(content, ['http://p.example/?a=1&b="2"']);
  expect(sent).toContain('写作 src="asset:1" 的字');
  expect(sent).toContain('<img src="http://p.example/?a=1&amp;b=&quot;2&quot;"');
});

const version: VersionView = {
  announcementId: '00000000-0000-7000-8000-000000000001',
  number: 2,
  title: '关于开展冬季市容环境集中整治的通告',
  body: '<p>正文</p>',
  pictures: [],
  attachments: [],
  category: '通知公告',
  issuer: '望河区城管局',
  permalink: 'http://localhost:3001/n/a7k3m2',
  office: { name: '望河区城管局', shortName: '望河城管' },
  extras: {},
};
const codes = (change: Partial<VersionView>) =>
  validateVersion({ ...version, ...change }).map(({ severity, code }) => `${severity} ${code}`);

describe('validation', () => {
  test('a good draft has no problems', () => expect(codes({})).toEqual([]));

  test.each([
    ['error title_too_long', { title: '字'.repeat(33) }],
    ['error title_empty', { title: ' ' }],
    ['error body_empty', { body: '<p> </p>' }],
    ['error body_too_long', { body: `<p>${'字'.repeat(16_001)}</p>` }],
    ['error body_too_complex', { body: '<table><tr><td>字</td></tr></table>'.repeat(120) }],
    ['error picture_unknown', { body: `<p>a</p><img src="asset:${hash}">` }],
    ['error extras_invalid', { extras: { digest: '字'.repeat(121) } }],
    ['error source_too_long', { permalink: `http://localhost/n/${'a'.repeat(1_100)}` }],
    [
      'warning attachments_by_link',
      { attachments: [{ hash, name: 'a.pdf', mediaType: 'application/pdf', size: 1 }] },
    ],
  ])('%s', (problem, change) => expect(codes(change)).toContain(problem));

  test('a title for WeChat alone stands in for one that is too long', () => {
    const change = { title: '字'.repeat(60), extras: { title: '短标题' } };
    expect(codes(change)).toEqual([]);
    expect(
      titleOf(
        { ...version, ...change },
        { title: '短标题', needOpenComment: false, onlyFansCanComment: false },
      ),
    ).toBe('短标题');
  });
});

test('the marker is the permalink with the version', () => {
  expect(markerOf(version)).toBe('http://localhost:3001/n/a7k3m2?v=2');
});
