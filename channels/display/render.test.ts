import { describe, expect, it } from '@jest/globals';
import type { VersionView } from '../../src/contract/channel.js';
import { SlidesV1, type Block } from '../../src/contract/slide/document.js';
import { blocksOf } from './blocks.js';
import { renderSlides } from './render.js';
import { validateVersion } from './validate.js';
import { DisplaySettings } from './settings.js';

const hash = `sha256:${'a'.repeat(64)}`;
const picture = { hash, name: 'p.png', mediaType: 'image/png', size: 5, width: 40, height: 30 };
const version = (more: Partial<VersionView>): VersionView => ({
  announcementId: '00000000-0000-7000-8000-000000000001',
  number: 1,
  title: '标题',
  body: '<p>正文</p>',
  pictures: [],
  attachments: [],
  category: '公告',
  issuer: '某局',
  permalink: 'http://localhost/n/x',
  office: { name: '某局', shortName: '局' },
  extras: {},
  ...more,
});
const text = (t: string) => [{ text: t }];

describe('blocks of a body', () => {
  const cases: [string, string, Block[]][] = [
    [
      'strong text in its place',
      '<p>一<strong>二</strong>三</p>',
      [{ kind: 'paragraph', runs: [{ text: '一' }, { text: '二', strong: true }, { text: '三' }] }],
    ],
    [
      'white space as a browser shows it',
      '<p> 第三条 内容\n  继续\n and  more </p>',
      [{ kind: 'paragraph', runs: text('第三条 内容继续 and more') }],
    ],
    [
      'line breaks, not at the ends',
      '<p><br>甲 <br>乙<br></p>',
      [{ kind: 'paragraph', runs: text('甲\n乙') }],
    ],
    [
      'nothing of what is empty',
      '<p> </p><p><br></p><hr><div><p>在</p></div>',
      [{ kind: 'paragraph', runs: text('在') }],
    ],
    [
      'nothing of what runs',
      '<script>x</script><style>y</style><p onclick="z()">在</p>',
      [{ kind: 'paragraph', runs: text('在') }],
    ],
    [
      'headings in two levels',
      '<h1>大</h1><h4>小</h4>',
      [
        { kind: 'heading', level: 2, runs: text('大') },
        { kind: 'heading', level: 3, runs: text('小') },
      ],
    ],
    [
      'squares and formulas',
      '<p>18m<sup>2</sup>，CO<sub>2</sub></p>',
      [{ kind: 'paragraph', runs: text('18m²，CO₂') }],
    ],
    [
      'a link’s text',
      '<p>见<a href="https://x.example">解读</a>。</p>',
      [{ kind: 'paragraph', runs: text('见解读。') }],
    ],
    [
      'text without a paragraph',
      '裸文<b>字</b>',
      [{ kind: 'paragraph', runs: [{ text: '裸文' }, { text: '字', strong: true }] }],
    ],
  ];
  it.each(cases)('keep %s', (_name, body, expected) => {
    expect(blocksOf(body, [])).toEqual(expected);
  });

  it('number nested lists as the source does', () => {
    const body =
      '<ol start="3"><li>丙<ul><li>点<ol><li>细</li></ol></li></ul></li><li value="9">壬</li></ol>';
    expect(blocksOf(body, [])).toEqual([
      {
        kind: 'list',
        items: [
          { marker: '3.', depth: 0, runs: text('丙') },
          { marker: '–', depth: 1, runs: text('点') },
          { marker: '1）', depth: 2, runs: text('细') },
          { marker: '9.', depth: 0, runs: text('壬') },
        ],
      },
    ]);
  });

  it('keep a table with its head, spans and pictures', () => {
    const body = `<table><caption>表</caption><tr><th>甲</th><th colspan="2">乙</th></tr><tr><td rowspan="2">1<br>2</td><td><p>3</p><p>4</p></td><td><img src="asset:${hash}" alt="图"></td></tr></table>`;
    const [table, image] = blocksOf(body, [picture]);
    expect(table).toEqual({
      kind: 'table',
      caption: text('表'),
      headRows: 1,
      rows: [
        [
          { runs: text('甲'), head: true },
          { runs: text('乙'), head: true, columns: 2 },
        ],
        [{ runs: text('1\n2'), rows: 2 }, { runs: text('3\n4') }, { runs: [] }],
      ],
    });
    expect(image).toMatchObject({ kind: 'picture', asset: hash, alt: '图', width: 40, height: 30 });
  });

  it('show only pictures that belong to the version', () => {
    const body = `<p>前<a href="x"><img src="asset:${hash}"></a>后</p><figure><img src="asset:sha256:${'b'.repeat(64)}"></figure><img src="https://x.example/p.png">`;
    expect(blocksOf(body, [picture]).map(({ kind }) => kind)).toEqual(['paragraph', 'picture', 'paragraph']);
  });
});

describe('the rendition', () => {
  it('sets apart who is spoken to and who signs', () => {
    const body = '<p>各有关单位：</p><p>现将事项公告如下：</p><p>某局<br>2026年11月23日</p>';
    const { document } = renderSlides(version({ body }));
    expect(document.blocks.map((b) => (b.kind === 'paragraph' ? b.role : b.kind))).toEqual([
      'addressee',
      undefined,
      'signature',
    ]);
  });
  it('lists each picture once and only those that it shows', () => {
    const body = `<p>x</p><img src="asset:${hash}" alt=""><img src="asset:${hash}" alt="">`;
    const other = { ...picture, hash: `sha256:${'c'.repeat(64)}` };
    expect(renderSlides(version({ body, pictures: [other, picture] })).assets).toEqual([picture]);
  });
  it('is a slide document as the player reads it', () => {
    const { document } = renderSlides(version({ docNo: '某发〔2026〕1号' }));
    expect(SlidesV1.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });
});

describe('validation', () => {
  const settings = DisplaySettings.parse({});
  const codes = (more: Partial<VersionView>) =>
    validateVersion(version(more), settings).map(({ code }) => code);
  it('is silent on a plain notice', () => expect(codes({})).toEqual([]));
  it('asks for a body, a title and pictures that a screen can show', () => {
    const tiff = { ...picture, mediaType: 'image/tiff' };
    expect(codes({ title: ' ', body: '' })).toEqual(['title_empty', 'body_empty']);
    expect(codes({ body: `<img src="asset:${hash}">`, pictures: [tiff] })).toEqual(['picture_kind']);
  });
  it('warns of what nobody can read standing', () => {
    const wide = `<table><tr>${'<td>字</td>'.repeat(9)}</tr></table>`;
    expect(codes({ body: wide })).toEqual(['table_wide']);
    expect(codes({ body: `<p>${'很长的文字，'.repeat(600)}</p>` })).toEqual(['many_pages']);
  });
});
