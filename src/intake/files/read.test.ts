import { describe, expect, it } from '@jest/globals';
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
import { wordParagraph } from '../../../test/support/zip.js';
import { readFile } from './read.js';
import type { Reading } from './reading.js';

/** Each story's words, whether readers see them, and where the first of them stand. */
const told = ({ stories }: Reading): [text: string, hidden: boolean, where: string][] =>
  stories.map((story) => {
    const text = story.text();
    return [text.trim(), story.hidden, story.where(text.length - text.trimStart().length).zh];
  });
const traits = (reading: Reading): [kind: string, count: number, text: string][] =>
  reading.traits.map(({ kind, count, text }) => [kind, count, text]);

describe('a Word file', () => {
  const run = (inside: string, look = ''): string => `<w:r><w:rPr>${look}</w:rPr>${inside}</w:r>`;
  const text = (words: string): string => `<w:t xml:space="preserve">${words}</w:t>`;

  it('is read with its margins, notes, tables and text boxes, each once', async () => {
    const box = `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${wordParagraph('框里的字')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${wordParagraph('框里的字')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`;
    const table = `<w:tbl><w:tr><w:tc>${wordParagraph('姓名')}</w:tc><w:tc>${wordParagraph('张某')}</w:tc></w:tr></w:tbl>`;
    const header = `<w:hdr xmlns:w="x">${wordParagraph('内部资料')}</w:hdr>`;
    const notes = `<w:footnotes xmlns:w="x"><w:footnote>${wordParagraph('脚注的话')}</w:footnote></w:footnotes>`;
    const reading = await readFile(
      kinds.docx,
      docx(wordParagraph('第一段') + box + table, [
        { name: 'word/header1.xml', content: header },
        { name: 'word/footnotes.xml', content: notes },
      ]),
    );
    expect(told(reading)).toEqual([
      [expect.stringMatching(/^第一段\n框里的字\n+姓名\n张某$/), false, '正文第 1 段'],
      ['内部资料', false, '页眉'],
      ['脚注的话', false, '脚注'],
    ]);
    expect(reading.stories[0]?.where(reading.stories[0].text().indexOf('张某')).zh).toBe('正文第 5 段');
    expect(traits(reading)).toEqual([]);
  });

  it('says what is hidden, by itself or by its style, and what is not', async () => {
    const style =
      '<w:styles xmlns:w="x"><w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Plain"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>';
    const reading = await readFile(
      kinds.docx,
      docx(
        `<w:p>${run(text('看得见'))}${run(text('看不见'), '<w:vanish/>')}${run(text('也看得见'), '<w:vanish w:val="false"/>')}</w:p>` +
          `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>${run(text('段落记号才隐藏'))}</w:p>` +
          `<w:p><w:pPr><w:pStyle w:val="Ghost"/></w:pPr>${run(text('样式藏的'))}</w:p>` +
          `<w:p><w:pPr><w:pStyle w:val="Plain"/></w:pPr>${run(text('样式不藏'))}</w:p>`,
        [{ name: 'word/styles.xml', content: style }],
      ),
    );
    expect(told(reading)).toEqual([
      [expect.stringMatching(/^看得见也看得见\n段落记号才隐藏\n+样式不藏$/), false, '正文第 1 段'],
      [expect.stringMatching(/^看不见\n+样式藏的$/), true, '正文第 1 段（隐藏文字）'],
    ]);
    expect(traits(reading)).toEqual([['hidden-text', 2, '看不见 样式藏的']]);
  });

  it('says which changes wait, and what they would take away', async () => {
    const reading = await readFile(
      kinds.docx,
      docx(
        `<w:p><w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr>${run(text('原有'))}<w:del w:id="2"><w:r><w:delText>删去的</w:delText></w:r></w:del><w:ins w:id="3">${run(text('新写的'))}</w:ins></w:p>` +
          `<w:p><w:moveFrom w:id="4">${run(text('移走的'))}</w:moveFrom>${run(text('后面'), '<w:rPrChange w:id="5"><w:rPr/></w:rPrChange>')}</w:p>`,
      ),
    );
    expect(told(reading)).toEqual([
      ['原有新写的\n后面', false, '正文第 1 段'],
      ['删去的\n移走的', true, '正文第 1 段（修订中删去的文字）'],
    ]);
    expect(traits(reading)).toEqual([['tracked-changes', 5, '删去的 移走的 新写的']]);
  });

  it('says what it carries along: comments, people, objects, a lock', async () => {
    const reading = await readFile(
      kinds.docx,
      docx(wordParagraph('正文'), [
        wordComments('这里要改', '请王某核对'),
        ...properties('张某某', '某某局', '稿件标题'),
        { name: 'word/embeddings/oleObject1.bin', content: 'x' },
        {
          name: 'word/settings.xml',
          content:
            '<w:settings xmlns:w="x"><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>',
        },
      ]),
    );
    expect(told(reading)).toEqual([
      ['正文', false, '正文第 1 段'],
      ['这里要改\n请王某核对', true, '批注第 1 条'],
      ['稿件标题', true, '文件属性'],
    ]);
    expect(traits(reading)).toEqual([
      ['comments', 2, '这里要改 请王某核对'],
      ['author-metadata', 2, '张某某、某某局'],
      ['embedded-object', 1, 'oleObject1.bin'],
      ['protected', 1, 'documentProtection'],
    ]);
  });

  it('of 300 pages is read within its bounds', async () => {
    const page = wordParagraph('各科室要严格落实先审查后公开的要求，按照职责分工抓好工作落实。'.repeat(25));
    const reading = await readFile(kinds.docx, docx(page.repeat(300)));
    expect(reading.stories[0]?.text().length).toBeGreaterThan(200_000);
  });
});

describe('a workbook', () => {
  it('is read cell by cell: shared strings, formulas’ values, numbers as people see them', async () => {
    const reading = await readFile(
      kinds.xlsx,
      xlsx(
        [
          {
            name: '名单',
            rows:
              row(1, '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>') +
              row(2, '<c r="A2" t="str"><f>A1</f><v>公式的值</v></c><c r="AB2"><v>1.38001380E10</v></c>'),
            after: '<headerFooter><oddHeader>&amp;C&amp;"宋体"&amp;14内部资料</oddHeader></headerFooter>',
          },
        ],
        [
          {
            name: 'xl/sharedStrings.xml',
            content:
              '<sst xmlns="x"><si><t>姓名</t><rPh><t>xingming</t></rPh></si><si><r><t>电</t></r><r><t>话</t></r></si></sst>',
          },
        ],
      ),
    );
    const [story] = reading.stories;
    expect(story?.text().split(/\s+/).filter(Boolean)).toEqual([
      '姓名',
      '电话',
      '公式的值',
      '13800138000',
      '内部资料',
    ]);
    expect(story?.where(story.text().indexOf('138')).zh).toBe('“名单”AB2');
    expect(story?.where(story.text().indexOf('内部资料')).zh).toBe('“名单”页眉页脚');
    expect(traits(reading)).toEqual([]);
  });

  it('says what stands in hidden columns, rows and sheets', async () => {
    const reading = await readFile(
      kinds.xlsx,
      xlsx([
        {
          name: '公示',
          columns: '<cols><col min="2" max="3" hidden="1"/></cols>',
          rows:
            row(1, cell('A1', '看得见') + cell('B1', '列里藏的')) +
            row(2, cell('A2', '行里藏的'), 'hidden="1"'),
        },
        { name: '底稿', state: 'veryHidden', rows: row(1, cell('A1', '深藏的')) },
      ]),
    );
    expect(told(reading)).toEqual([
      ['看得见', false, '“公示”A1'],
      ['列里藏的\t\n行里藏的', true, '“公示”B1（隐藏的行或列）'],
      ['深藏的', true, '“底稿”A1（隐藏的工作表）'],
    ]);
    expect(traits(reading)).toEqual([
      ['hidden-cells', 2, '列里藏的 行里藏的'],
      ['hidden-sheet', 1, '深藏的'],
    ]);
  });

  it('says its comments, old and threaded, its people and its copies of data', async () => {
    const reading = await readFile(
      kinds.xlsx,
      xlsx(
        [
          {
            name: '表',
            rows: row(1, cell('A1', '一')),
            relations: [
              relation('c', 'comments', '../comments1.xml'),
              relation('t', 'threadedComment', '../threadedComments/threadedComment1.xml'),
            ],
          },
        ],
        [
          {
            name: 'xl/comments1.xml',
            content:
              '<comments xmlns="x"><commentList><comment ref="C7"><text><r><t>旧式批注</t></r></text></comment></commentList></comments>',
          },
          {
            name: 'xl/threadedComments/threadedComment1.xml',
            content:
              '<ThreadedComments xmlns="x"><threadedComment ref="D8"><text>新式批注</text></threadedComment></ThreadedComments>',
          },
          { name: 'xl/pivotCache/pivotCacheRecords1.xml', content: '<x/>' },
          ...properties('李某', ''),
        ],
      ),
    );
    expect(told(reading)).toEqual([
      ['一', false, '“表”A1'],
      ['旧式批注\n新式批注', true, '“表”C7 的批注'],
    ]);
    expect(traits(reading)).toEqual([
      ['comments', 1, '旧式批注 新式批注'],
      ['author-metadata', 1, '李某'],
      ['outside-data', 1, 'pivotCache/pivotCacheRecords1.xml'],
    ]);
  });
});

describe('slides', () => {
  it('are read in their order with notes, comments and hidden ones', async () => {
    const reading = await readFile(
      kinds.pptx,
      pptx([
        { text: '封面', notes: '讲的时候别提', comment: '换图' },
        { text: '不放的', hidden: true },
        { text: '三', notes: '3' },
      ]),
    );
    expect(told(reading)).toEqual([
      ['封面', false, '第 1 页'],
      ['讲的时候别提', true, '第 1 页备注'],
      ['换图', true, '第 1 页批注'],
      ['不放的', true, '第 2 页（隐藏）'],
      ['三', false, '第 3 页'],
      ['3', true, '第 3 页备注'],
    ]);
    expect(traits(reading)).toEqual([
      ['speaker-notes', 1, '讲的时候别提'],
      ['comments', 1, '换图'],
      ['hidden-slide', 1, '不放的'],
    ]);
  });
});
