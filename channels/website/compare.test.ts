import { expect, test } from '@jest/globals';
import { articlePage } from './article-page.js';
import { Addresses } from './addresses.js';
import { differences, readPage, slotIsRight } from './compare.js';
import type { SiteDocument } from './document.js';
import { noLinks, pageHtml } from './shell.js';
import { loadChannel } from '../../test/conformance/support/found.js';
import { Kit } from '../../test/conformance/support/kit.js';

const found = await loadChannel('website');
const addresses = new Addresses('https://notices.example/site/main');
const published = new Date('2026-11-23T02:30:00Z');

async function documentOf(name: string): Promise<SiteDocument> {
  const version = found.versions.find(([id]) => id === name)?.[1];
  if (!version) throw new Error(`no fixture ${name}`);
  const { document } = await found.channel.render(version, found.settings, new Kit(found.assets));
  return document as unknown as SiteDocument;
}

function publicPage(document: SiteDocument): string {
  const files = {
    picture: (asset: Parameters<Addresses['picture']>[1]) => addresses.picture('x1', asset),
    attachment: (asset: Parameters<Addresses['attachment']>[1]) => addresses.attachment('x1', asset),
  };
  const proof = { version: 3, rendition: `sha256:${'0'.repeat(64)}` };
  const site = {
    settings: { siteName: '站' },
    office: document.office,
    links: noLinks,
    style: { href: '/s.css' },
  };
  return pageHtml(
    site,
    articlePage(
      { document, published, files, proof, url: 'https://notices.example/x', related: [] },
      noLinks,
    ),
  );
}
const read = (html: string) => {
  const page = readPage(html, addresses.article('x1'));
  if (!page) throw new Error('not an article');
  return page;
};

test.each(found.versions.map(([name]) => name))(
  'the page of %s says exactly what was approved',
  async (name) => {
    const document = await documentOf(name);
    const page = read(publicPage(document));
    expect(differences(page, document)).toEqual([]);
    expect(slotIsRight(page, published)).toBe(true);
    expect(page.version).toBe(3);
  },
);

test.each([
  ['a word in the body', '招牌底部距', '招牌顶部距', ['body']],
  ['markup around a word', '<strong>第八条</strong>', '第八条', ['body']],
  [
    'something added to the body',
    '（此件公开发布）',
    '（此件公开发布）<a href="https://evil.example">点击</a>',
    ['body'],
  ],
  ['the words for a picture', 'alt="一店一招', 'alt="两店', ['body']],
  ['another picture', /(src="[^"]*\/p\/)[0-9a-f]{4}/, '$1ffff', ['body']],
  ['the title', '<h1 id="title">关于', '<h1 id="title">关 于', ['title']],
  ['the document number', '望城管规〔2026〕2号</dd>', '望城管规〔2026〕3号</dd>', ['docNo']],
  ['the issuer', '执法局</dd>', '执法局甲</dd>', ['issuer']],
  ['a fact that was never approved', '</dl>', '<dd data-field="level">新</dd></dl>', ['level']],
  ['the topic', '城乡建设、环境保护</dd>', '国防</dd>', ['topic']],
  ['the validity', '2027-01-01至2031-12-31</dd>', '长期有效</dd>', ['validity']],
  [
    'where the basis leads',
    'href="https://www.example.gov.cn/tiaoli"',
    'href="https://evil.example/"',
    ['basis'],
  ],
  ['the disclosure', '主动公开</dd>', '依申请公开</dd>', ['disclosure']],
  ['an attachment’s name', '（样表）.pdf</a>', '（正式）.pdf</a>', ['attachments']],
  ['an attachment’s address', '/f/', '/g/', ['attachments']],
] as const)('%s is found', async (_what, from, to, expected) => {
  const document = await documentOf('policy');
  const html = publicPage(document);
  const forged = html.replace(from, to);
  expect(forged).not.toBe(html);
  expect(differences(read(forged), document)).toEqual(expected);
});

test.each([
  ['for people', '>2026-11-23 10:30</time>', '>2026-11-22 10:30</time>'],
  ['for machines', 'datetime="2026-11-23', 'datetime="2026-11-22'],
  ['in the head', 'name="PubDate" content="2026-11-23', 'name="PubDate" content="2026-11-22'],
])('a forged publication date %s is found, though the content is right', async (_where, from, to) => {
  const document = await documentOf('tonggao');
  const page = read(publicPage(document).replace(from, to));
  expect(differences(page, document)).toEqual([]);
  expect(slotIsRight(page, published)).toBe(false);
});

test('another page is no article', () => {
  expect(readPage('<!doctype html><h1>Welcome to nginx</h1>', '/site/main/n/x1/')).toBeUndefined();
});
