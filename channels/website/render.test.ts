import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PUBLISHED_SLOT, type VersionView } from '../../src/contract/channel.js';
import { bodyHtml, cleanBody, parseBody } from './body.js';
import { renderDocument } from './render.js';
import { MAX_BODY, MAX_TITLE, validateVersion } from './validate.js';

const picture = {
  hash: `sha256:${'a'.repeat(64)}`,
  name: '图.png',
  mediaType: 'image/png',
  size: 10,
  width: 40,
  height: 30,
};
const base: VersionView = {
  announcementId: '00000000-0000-7000-8000-000000000001',
  number: 1,
  title: '关于试验的通告',
  body: '<p>正文。</p>',
  pictures: [],
  attachments: [],
  category: '通知公告',
  issuer: '试验局',
  permalink: 'http://localhost:3001/n/abc',
  office: { name: '试验局', shortName: '试验' },
  extras: {},
};
const rendered = (change: Partial<VersionView>) => renderDocument({ ...base, ...change });
const bodyOf = (body: string) => rendered({ body, pictures: [picture] }).document.body;

test.each([
  ['<p onclick="x()">一</p>', '<p>一</p>'],
  ['<script>alert(1)</script><p>一</p>', '<p>一</p>'],
  ['<p><a href="javascript:x()">一</a></p>', '<p><a>一</a></p>'],
  ['<p><img src="https://example.org/track.png" alt="x">一</p>', '<p>一</p>'],
  [`<p><img src="asset:sha256:${'b'.repeat(64)}" alt="别人的">一</p>`, '<p>一</p>'],
  ['<p style="position:fixed">一</p><iframe src="//x"></iframe>', '<p>一</p>'],
  ['<svg><script>1</script></svg><p>一</p>', '<p>一</p>'],
  ['<form action="/x"><input name="a"><p>一</p></form>', '<p>一</p>'],
  ['<h1>总则</h1><h2>第一条</h2>', '<h2>总则</h2><h3>第一条</h3>'],
  ['<p><b>粗</b><i>斜</i></p>', '<p><strong>粗</strong><em>斜</em></p>'],
])('of %s remains %s', (html, expected) => {
  expect(bodyOf(html)).toBe(expected);
});

test('a picture of the version keeps its words and gets its size', () => {
  expect(bodyOf(`<p><img src="asset:${picture.hash}" alt="招牌"></p>`)).toBe(
    `<p><img src="asset:${picture.hash}" alt="招牌" width="40" height="30"></p>`,
  );
});

test('only pictures that the body shows are in the rendition; attachments always', () => {
  const attachments = [
    { ...picture, hash: `sha256:${'c'.repeat(64)}`, name: '表.pdf', mediaType: 'application/pdf' },
  ];
  const { document, assets } = rendered({ pictures: [picture], attachments });
  expect(document.pictures).toEqual([]);
  expect(assets).toEqual(attachments);
});

test('no text of a draft can stand in for the publication time', () => {
  const hostile = `一${PUBLISHED_SLOT}二`;
  const { document } = rendered({ title: hostile, body: `<p>${hostile}</p>`, category: hostile });
  expect(JSON.stringify(document).split(PUBLISHED_SLOT)).toHaveLength(2);
  expect(document.publishedAt).toBe(PUBLISHED_SLOT);
});

test('characters that XML cannot carry are gone before a feed meets them', () => {
  expect(rendered({ title: '甲\u0000乙\u000b丙\ud800丁\n戊' }).document.title).toBe('甲乙丙丁 戊');
});

const tags = [
  'p',
  'h1',
  'h3',
  'table',
  'tr',
  'td',
  'ul',
  'li',
  'b',
  'a',
  'div',
  'img',
  'script',
  'pre',
  'span',
  'br',
];
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...tags.flatMap((tag) => [`<${tag}>`, `</${tag}>`, `<${tag} onload=x href=javascript:1 src=x>`]),
      ),
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '&lt;',
        '&amp;amp;',
        '<!--',
        '-->',
        '\n',
        '　　',
        '<p><p>',
        '<a href="http://x.y/?a=1&b=2">',
      ),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

test('whatever comes in, the body is safe and survives being read back unchanged', () => {
  fc.assert(
    fc.property(soup, (html) => {
      const clean = cleanBody(html, () => undefined);
      expect(bodyHtml(parseBody(clean))).toBe(clean);
      expect(clean).not.toMatch(/<script|\sonload=|javascript:/i);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['title_empty', { title: ' ' }],
  ['title_too_long', { title: '字'.repeat(MAX_TITLE + 1) }],
  ['body_empty', { body: '<p> </p>' }],
  ['body_too_long', { body: `<p>${'字'.repeat(MAX_BODY + 1)}</p>` }],
  ['picture_unknown', { body: '<p>一<img src="https://example.org/a.png" alt="x"></p>' }],
  [
    'picture_kind',
    {
      body: `<img src="asset:${picture.hash}" alt="x">`,
      pictures: [{ ...picture, mediaType: 'image/svg+xml' }],
    },
  ],
  ['category_empty', { category: '' }],
  ['issuer_empty', { issuer: '' }],
] satisfies [string, Partial<VersionView>][])('%s keeps a draft from the site', (code, change) => {
  expect(validateVersion({ ...base, ...change }).map((p) => `${p.severity} ${p.code}`)).toEqual([
    `error ${code}`,
  ]);
});

test('a picture without words is a warning that says which one', () => {
  const body = `<img src="asset:${picture.hash}" alt="有"><img src="asset:${picture.hash}">`;
  const [problem, ...others] = validateVersion({ ...base, body, pictures: [picture] });
  expect(problem).toMatchObject({ severity: 'warning', code: 'picture_without_alt', field: 'body' });
  expect(problem?.message.zh).toContain('第 2 张');
  expect(others).toEqual([]);
});
