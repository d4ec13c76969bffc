import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { processorTime } from '../../../test/support/cpu.js';
import { docxEntries, png, wordParagraph, zip, type ZipEntry } from '../../../test/support/zip.js';
import { HubError } from '../../contract/errors.js';
import type { AssetRef } from '../../contract/values.js';
import { sha256 } from '../../platform/hash.js';
import { recognise } from '../blobs/kinds.js';
import type { ImportedText } from './fields.js';
import { importWord } from './import.js';

const keep = async (name: string, content: Uint8Array): Promise<AssetRef> => ({
  hash: sha256(content),
  name,
  size: content.byteLength,
  ...(await recognise(content)),
});
const read = (content: Uint8Array, name = '通知.docx'): Promise<ImportedText> =>
  importWord(content, name, keep);
const docx = (body: string, more?: ZipEntry[], relations?: string): Buffer =>
  zip(docxEntries(body, more, relations));
const sample = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../../test/fixtures/word/${name}.docx`, import.meta.url));
const counts = (imported: ImportedText): Record<string, number> =>
  Object.fromEntries(
    imported.notes
      .list()
      .filter((note) => note.kind !== 'guessed')
      .map((note) => [note.message.en, note.count]),
  );

describe('the office’s own files', () => {
  it('a notice with a numbered list', async () => {
    const imported = await read(await sample('01-tonggao'));
    expect(imported).toMatchObject({
      title: '关于开展冬季市容环境集中整治的通告',
      docNo: '望城管通〔2026〕9号',
      issuer: '明川市望河区城市管理和综合行政执法局',
      category: '通知公告',
    });
    expect(imported.body).toMatch(/^<p>为改善冬季市容环境/);
    expect(imported.body).toContain('<p><strong>一、时间</strong>：2026年12月1日至2027年2月28日。</p>');
    expect(imported.body).toContain('<ol><li>占用人行道、盲道堆放物料和摆摊经营；</li><li>擅自');
    expect(imported.body).toMatch(/<p>2026年11月23日<\/p>$/);
    expect(counts(imported)).toEqual({ 'Letterhead lines moved into their fields': 3 });
  });

  it('a policy with a photo', async () => {
    const imported = await read(await sample('03-policy-with-photo'));
    expect(imported).toMatchObject({
      title: '关于印发《望河区户外招牌设置管理办法》的通知',
      docNo: '望城管规〔2026〕2号',
      category: '政策文件',
    });
    expect(imported.body).toMatch(
      /<p><img src="asset:sha256:[0-9a-f]{64}" alt="" width="1600" height="900"><\/p>$/,
    );
  });

  it('a recruitment notice with a table of merged cells', async () => {
    const imported = await read(await sample('09-recruitment-with-table'));
    expect(imported).toMatchObject({
      title: '2026年第四季度公开招聘编外辅助人员公告',
      docNo: '望城管人〔2026〕21号',
      category: '招聘信息',
    });
    expect(imported.body).toContain(
      '<table><thead><tr><th>岗位</th><th>人数</th><th>学历要求</th><th>其他条件</th></tr></thead>' +
        '<tbody><tr><td rowspan="2">城管协管员</td>',
    );
    expect(imported.body).toContain('<td colspan="2">本科及以上</td>');
  });
});

describe('what is lost is said', () => {
  const relations =
    '<Relationship Id="emf" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.emf"/>' +
    '<Relationship Id="png" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/b.png"/>' +
    '<Relationship Id="far" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/passwd" TargetMode="External"/>' +
    '<Relationship Id="js" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>' +
    '<Relationship Id="ok" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://wanghe.example/" TargetMode="External"/>';
  const picture = (attribute: string): string =>
    `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="" descr="C:\\照片\\1.png"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip ${attribute}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;

  it('pictures that cannot be shown or lie elsewhere, links that act, and everything around the text', async () => {
    const body = [
      wordParagraph('标题行', { centred: true, size: 22 }),
      picture('r:embed="emf"'),
      picture('r:embed="png"'),
      picture('r:link="far"'),
      '<w:p><w:hyperlink r:id="js"><w:r><w:t>点我</w:t></w:r></w:hyperlink><w:hyperlink r:id="ok"><w:r><w:t>网址</w:t></w:r></w:hyperlink></w:p>',
      '<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>',
      '<w:p><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:p>',
      '<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:t>末</w:t></w:r></w:p>',
    ].join('');
    const imported = await read(
      docx(
        body,
        [
          { name: 'word/media/a.emf', content: '\u0001\u0000\u0000\u0000 EMF' },
          { name: 'word/media/b.png', content: png(40, 30) },
          { name: 'word/header1.xml', content: '<w:hdr><w:p><w:r><w:t>内部</w:t></w:r></w:p></w:hdr>' },
          {
            name: 'word/comments.xml',
            content:
              '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1"/></w:comments>',
          },
        ],
        relations,
      ),
    );
    expect(imported.title).toBe('标题行');
    expect(imported.body.replace(/sha256:[0-9a-f]+/, 'HASH')).toBe(
      '<p><img src="asset:HASH" alt="" width="40" height="30"></p>\n<p>点我<a href="https://wanghe.example/">网址</a></p>\n<p>新隐</p>\n<p>框</p>\n<p>末</p>',
    );
    expect(counts(imported)).toEqual({
      'Page headers and footers were removed': 1,
      'Comments were removed': 1,
      'Tracked changes were taken as accepted: check them': 2,
      'Text hidden in Word is visible now: check it': 1,
      'Text boxes moved behind their paragraph': 1,
      'Embedded charts, formulas and objects were removed': 1,
      'Pictures of an unsupported kind (such as EMF, WMF, TIFF) were left out: upload them as PNG or JPEG': 1,
      'Pictures on other sites were not loaded: upload them': 1,
      'Unsafe or incomplete links were removed; their text stays': 1,
      'Letterhead lines moved into their fields': 1,
    });
  });

  it('a failure of the hub while it keeps a picture is no fault of the file', async () => {
    const content = docx(
      picture('r:embed="png"'),
      [{ name: 'word/media/b.png', content: png(4, 3) }],
      relations,
    );
    const broken = (): Promise<AssetRef> => Promise.reject(new Error('the disk is full'));
    await expect(importWord(content, 'a.docx', broken)).rejects.toThrow('the disk is full');
  });
});

describe('bad files', () => {
  const good = docxEntries(wordParagraph('a'));
  const withDocument = (entry: Partial<ZipEntry>): Buffer =>
    zip(good.map((part) => (part.name === 'word/document.xml' ? { ...part, ...entry } : part)));
  const ole = (...names: string[]): Buffer =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(504),
      ...names.map((name) => Buffer.from(`${name}\0`, 'utf16le')),
    ]);

  it.each<[string, () => Buffer | Promise<Buffer>, string, string]>([
    ['empty', () => Buffer.alloc(0), 'invalid_file', 'empty'],
    ['truncated', async () => (await sample('01-tonggao')).subarray(0, 6000), 'invalid_file', 'damaged'],
    [
      'a renamed text',
      () => Buffer.from('关于开展冬季市容环境集中整治的通告'),
      'unsupported_file',
      'not_word',
    ],
    ['another zip', () => zip([{ name: 'a.txt', content: 'a' }]), 'unsupported_file', 'not_word'],
    [
      'a spreadsheet',
      () => zip([...good.slice(0, 2), { name: 'xl/workbook.xml', content: '<x/>' }]),
      'unsupported_file',
      'not_word',
    ],
    ['an old .xls', () => ole('Workbook'), 'unsupported_file', 'not_word'],
    ['a protected .docx', () => ole('EncryptionInfo', 'EncryptedPackage'), 'invalid_file', 'encrypted'],
    ['an encrypted entry', () => withDocument({ encrypted: true }), 'invalid_file', 'encrypted'],
    ['macros', () => docx('', [{ name: 'word/vbaProject.bin', content: 'x' }]), 'unsupported_file', 'macros'],
    [
      'a bomb that says its size',
      () => withDocument({ content: Buffer.alloc(30 * 1024 * 1024, 32) }),
      'file_too_large',
      'unpacks_too_large',
    ],
    [
      'a bomb that lies about its size',
      () => withDocument({ content: Buffer.alloc(30 * 1024 * 1024, 32), claimedSize: 1000 }),
      'invalid_file',
      'damaged',
    ],
    [
      'many media bombs',
      () =>
        docx(
          '',
          Array.from({ length: 20 }, (_, i) => ({
            name: `word/media/${i}.png`,
            content: Buffer.alloc(7 * 1024 * 1024),
          })),
        ),
      'file_too_large',
      'unpacks_too_large',
    ],
    [
      'two documents of one name',
      () => zip([...good, { name: 'word/document.xml', content: '<x/>' }]),
      'invalid_file',
      'damaged',
    ],
    ['XML that is none', () => withDocument({ content: '<w:document><w:body>' }), 'invalid_file', 'damaged'],
    [
      'entities that multiply',
      () =>
        withDocument({
          content:
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>',
        }),
      'invalid_file',
      'damaged',
    ],
    [
      'nesting without end',
      () => docx('<w:sdt><w:sdtContent>'.repeat(30_000) + '</w:sdtContent></w:sdt>'.repeat(30_000)),
      'invalid_file',
      'damaged',
    ],
    [
      'more text than an announcement holds',
      () => docx(wordParagraph('长'.repeat(600_000))),
      'file_too_large',
      'too_much_text',
    ],
  ])('%s', async (_, make, code, reason) => {
    const error = await read(await make()).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(HubError);
    expect(error).toMatchObject({ code, extra: { facts: { reason } } });
  });

  it.each<[string, string]>([
    ['word/document.xml', '<w:sdt>'.repeat(500_000)],
    ['word/document.xml', '<mc:AlternateContent>'.repeat(190_000)],
    ['word/numbering.xml', `<w:numbering>${'<w:abstractNum '.repeat(60_000)}</w:numbering>`],
  ])('%s that keeps parsers busy is refused at once', async (name, content) => {
    const spent = processorTime();
    await expect(read(docx('', [{ name, content }]))).rejects.toMatchObject({ code: 'invalid_file' });
    expect(spent()).toBeLessThan(2000);
  });
});
