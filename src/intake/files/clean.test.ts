import { describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import fc from 'fast-check';
import mammoth from 'mammoth';
import {
  cell,
  docx,
  pptx,
  properties,
  relation,
  row,
  wordComments,
  xlsx,
  mediaTypes as kinds,
} from '../../../test/support/office-files.js';
import { wordParagraph, zip } from '../../../test/support/zip.js';
import { isWellFormed } from '../word/well-formed.js';
import { cleanAccepting, cleanFile } from './clean.js';
import { readFile } from './read.js';
import { withoutElements } from './xml-edit.js';

/** The parts of a copy by name, each XML part well formed, and no relation or type of a part that is not there. */
function partsOf(content: Uint8Array): Record<string, string> {
  const parts = Object.fromEntries(
    Object.entries(unzipSync(content)).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]),
  );
  for (const [name, text] of Object.entries(parts))
    if (/\.(?:xml|rels)$/.test(name)) expect([name, isWellFormed(text)]).toEqual([name, true]);
  const typed = [...(parts['[Content_Types].xml'] ?? '').matchAll(/PartName="\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  for (const name of typed) expect(Object.keys(parts)).toContain(name);
  return parts;
}

const typeOf = (part: string): string => `<Override PartName="/${part}" ContentType="application/xml"/>`;

describe('a cleaned copy', () => {
  it('of a Word file has neither comments nor people, and every other sign of it', async () => {
    const body =
      wordParagraph('第一段', { bold: true }) +
      '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve">被批注 &amp; 的话</w:t></w:r><w:commentRangeEnd w:id="0"></w:commentRangeEnd><w:r><w:rPr><w:b/></w:rPr><w:commentReference w:id="0"/></w:r></w:p>';
    const content = docx(
      body,
      [
        wordComments('批注'),
        { name: 'word/people.xml', content: '<w15:people xmlns:w15="x"/>' },
        {
          name: 'docProps/custom.xml',
          content: '<Properties><property name="审批人"><v>某人</v></property></Properties>',
        },
        ...properties('某作者', '某单位', '标题'),
      ],
      relation('c', 'comments', 'comments.xml') + relation('p', 'people', 'people.xml'),
    );
    const { content: copy, removed } = await cleanFile(kinds.docx, content);
    expect(removed).toEqual({ comments: 2, properties: 4 });
    const parts = partsOf(copy);
    expect(Object.keys(parts).sort()).toEqual(
      [
        '[Content_Types].xml',
        '_rels/.rels',
        'docProps/app.xml',
        'docProps/core.xml',
        'word/_rels/document.xml.rels',
        'word/document.xml',
      ].sort(),
    );
    expect(parts['word/_rels/document.xml.rels']).not.toContain('<Relationship ');
    expect(parts['docProps/core.xml']).toContain('<dc:title>标题</dc:title>');
    // It opens, and reads as the original does.
    const html = async (bytes: Uint8Array) =>
      (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })).value;
    expect(await html(copy)).toBe('<p><strong>第一段</strong></p><p>被批注 &amp; 的话</p>');
    // The same copy whenever it is made.
    expect(Buffer.from((await cleanFile(kinds.docx, content)).content).equals(Buffer.from(copy))).toBe(true);
  });

  const commented = (vml: string) =>
    xlsx(
      [
        {
          name: '表',
          rows: row(1, cell('A1', '一')),
          after: '<pageMargins left="1"/><legacyDrawing r:id="v"/>',
          relations: [
            relation('c', 'comments', '../comments1.xml'),
            relation('v', 'vmlDrawing', '../drawings/vmlDrawing1.vml'),
            relation('d', 'drawing', '../drawings/drawing1.xml'),
          ],
        },
      ],
      [
        {
          name: 'xl/comments1.xml',
          content:
            '<comments xmlns="x"><authors><author>某人</author></authors><commentList><comment ref="A1" authorId="0"><text><t>批注</t></text></comment></commentList></comments>',
        },
        { name: 'xl/drawings/vmlDrawing1.vml', content: vml },
        { name: 'xl/drawings/drawing1.xml', content: '<d><a:t xmlns:a="a">图里的字</a:t></d>' },
        { name: 'xl/persons/person.xml', content: '<personList xmlns="x"/>' },
      ],
    );

  it('of a workbook has no boxes of comments either, and keeps its drawings', async () => {
    const { content: copy } = await cleanFile(
      kinds.xlsx,
      commented('<xml xmlns:x="x"><x:ClientData ObjectType="Note"/></xml>'),
    );
    const parts = partsOf(copy);
    expect(Object.keys(parts).filter((name) => /comment|vml|person/.test(name))).toEqual([]);
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<pageMargins left="1"/></worksheet>');
    expect(parts['xl/worksheets/_rels/sheet1.xml.rels']).toContain('drawing1.xml');
    const { stories } = await readFile(kinds.xlsx, copy);
    expect(stories.map((story) => story.text().trim())).toEqual(['一', '图里的字']);
  });

  it('of a workbook with buttons among its comments is not made', async () => {
    const mixed =
      '<xml xmlns:x="x"><x:ClientData ObjectType="Note"/><x:ClientData ObjectType="Button"/></xml>';
    await expect(cleanFile(kinds.xlsx, commented(mixed))).rejects.toMatchObject({
      extra: { facts: { reason: 'not_cleanable' } },
    });
  });

  it('of slides has no comments and still its notes, which a person decides on', async () => {
    const content = pptx(
      [{ text: '封面', comment: '换图', notes: '备注' }],
      [
        { name: 'ppt/commentAuthors.xml', content: '<p:cmAuthorLst xmlns:p="p"/>' },
        ...properties('某作者', ''),
      ],
    );
    const { content: copy } = await cleanFile(kinds.pptx, content);
    expect(Object.keys(partsOf(copy)).filter((name) => /comment/.test(name))).toEqual([]);
    const { stories, traits } = await readFile(kinds.pptx, copy);
    expect(stories.map((story) => story.text().trim())).toEqual(['封面', '备注']);
    expect(traits.map(({ kind }) => kind)).toEqual(['speaker-notes']);
  });

  it('has no types of parts that went', async () => {
    const types = `<Types xmlns="x">${typeOf('word/document.xml')}${typeOf('word/comments.xml')}</Types>`;
    const content = zip([
      { name: '[Content_Types].xml', content: types },
      { name: 'word/document.xml', content: '<w:document xmlns:w="x"><w:body/></w:document>' },
      wordComments('批注'),
    ]);
    const parts = partsOf((await cleanFile(kinds.docx, content)).content);
    expect(parts['[Content_Types].xml']).toBe(`<Types xmlns="x">${typeOf('word/document.xml')}</Types>`);
  });

  it.each(['application/pdf', 'application/msword', 'text/csv'])('of %s is not made', async (kind) => {
    await expect(cleanFile(kind, new Uint8Array())).rejects.toMatchObject({
      extra: { facts: { reason: 'not_cleanable' } },
    });
  });
});

describe('a copy with all changes accepted', () => {
  const html = async (bytes: Uint8Array) =>
    (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })).value;
  const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
  const gone = (text: string) => `<w:del w:id="1"><w:r><w:delText>${text}</w:delText></w:r></w:del>`;
  const row = (text: string, mark = '') =>
    `<w:tr><w:trPr>${mark}</w:trPr><w:tc><w:p>${run(text)}</w:p></w:tc></w:tr>`;
  const ended = '<w:pPr><w:rPr><w:del w:id="2"/></w:rPr></w:pPr>';

  it('says what its last reader wanted, and nothing that was struck out', async () => {
    const body = [
      `<w:p>${run('罚款 ')}${gone('500 元以下')}<w:ins w:id="3">${run('2000 元')}<w:del w:id="4"><w:r><w:delText>整</w:delText></w:r></w:del></w:ins></w:p>`,
      `<w:p>${ended}${run('这一段')}</w:p><w:p><w:pPr><w:jc w:val="center"/><w:pPrChange w:id="5"><w:pPr/></w:pPrChange></w:pPr>${run('接着下一段')}</w:p>`,
      `<w:p>${ended}${gone('整段删去')}</w:p><w:p>${run('移走')}<w:moveFrom w:id="6">${run('旧处')}</w:moveFrom></w:p>`,
      `<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id="7"><w:rPr/></w:rPrChange></w:rPr><w:t>粗</w:t></w:r></w:p>`,
      `<w:tbl>${row('留下', '<w:ins w:id="8"/>')}${row('删行', '<w:del w:id="9"/>')}</w:tbl><w:tbl>${row('删表', '<w:del w:id="10"/>')}</w:tbl>`,
      `<w:p>${ended}${run('末段')}</w:p>`,
    ].join('');
    const content = docx(body, [...properties('某作者', '某单位')]);
    const { content: copy, removed } = await cleanAccepting(kinds.docx, content);
    expect(removed).toEqual({ properties: 3, changes: 13 });
    const text = partsOf(copy)['word/document.xml'] ?? '';
    expect(text).not.toMatch(/w:(?:ins|del|move\w+|\w+Change)\b|delText|旧处|删/);
    expect(await html(copy)).toBe(
      '<p>罚款 2000 元</p><p>这一段接着下一段</p><p>移走</p><p><strong>粗</strong></p>' +
        '<table><tr><td><p>留下</p></td></tr></table><p>末段</p>',
    );
    expect((await readFile(kinds.docx, copy)).traits).toEqual([]);
  });

  it.each([
    ['a struck-out footnote', `<w:p><w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del></w:p>`],
    ['a struck-out cell', `<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`],
    ['nothing to accept', `<w:p>${run('一')}</w:p>`],
  ])('is not made of %s', async (_, body) => {
    await expect(cleanAccepting(kinds.docx, docx(body))).rejects.toMatchObject({
      extra: { facts: { reason: 'not_cleanable' } },
    });
  });
});

describe('taking elements out', () => {
  interface Tree {
    name: string;
    children: Tree[];
  }
  const name = fc.constantFrom('a', 'w:b', 'gone', 'w:gone');
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.record({ name, children: fc.constant<Tree[]>([]) }),
      fc.record({ name, children: fc.array(tie('tree'), { maxLength: 3 }) }),
    ),
  }));
  /** Awkward, but well formed; with what stands between the elements, which stays. */
  const written = ({ name, children }: Tree, isGone: (name: string) => boolean = () => false): string => {
    if (isGone(name)) return '';
    if (children.length === 0 && name !== 'a') return `<${name} x="/>" y='<!--'/>`;
    const inside = children.map((child) => written(child, isGone)).join('字<![CDATA[<gone>]]>');
    return `<${name} x='">'><!-- <gone> -->${inside}</${name}>`;
  };

  it('takes these, whatever is in them, and nothing else', () => {
    fc.assert(
      fc.property(tree, (one) => {
        const root = { name: 'root', children: [one] };
        const { xml } = withoutElements(written(root), ({ name }) => name === 'gone');
        expect(xml).toBe(written(root, (name) => name.endsWith('gone')));
      }),
    );
  });
});
