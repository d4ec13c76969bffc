import { describe, expect, it } from '@jest/globals';
import { ofd, ofdTemplate, ofdText } from '../../../test/support/ofd.js';
import { pdf } from '../../../test/support/office-files.js';
import { pdfOf } from '../../record/pdf.js';
import { OFD, PDF } from '../blobs/kinds.js';
import { FileReader } from '../files/file-reader.js';
import { readFile } from '../files/read.js';
import type { ImportedText } from '../word/fields.js';
import type { FixedDocument } from './fixed.js';
import { importFixed } from './import.js';

const fixed = async (mediaType: string, content: Uint8Array): Promise<FixedDocument> =>
  (await new FileReader().run({
    do: 'fixed',
    file: { hash: 'sha256:x', mediaType, content },
  })) as FixedDocument;
const read = async (mediaType: string, content: Uint8Array): Promise<ImportedText> =>
  importFixed(await fixed(mediaType, content), '通知.ofd');
const noted = ({ notes }: ImportedText): Record<string, number> =>
  Object.fromEntries(
    notes
      .list()
      .filter(({ kind }) => kind !== 'guessed')
      .map(({ message, count }) => [message.en.slice(0, 24), count]),
  );

const body = (y: number, text: string, x = 28): string => ofdText({ x, y, size: 5.6, text });
const page = [
  ofdTemplate,
  body(40, '望城管通〔2026〕9号', 68.6),
  ofdText({ x: 58.8, y: 60, size: 7.7, text: '关于开展冬季市容环境集中', font: 'heading' }),
  ofdText({ x: 85.75, y: 70, size: 7.7, text: '整治的通告', font: 'heading' }),
  body(90, '各街道办事处：'),
  // A paragraph of three lines; the second object of the first one stands in it, before what comes first.
  body(100, '下有关规定的要求，现就本区', 112),
  body(100, '根据《城市管理条例》以及以', 39.2),
  body(110, '冬季市容环境集中整治的有关事项通告如下，请遵照执行并广泛'),
  body(120, '宣传 A &lt; B。'),
  ofdText({ x: 39.2, y: 130, size: 5.6, text: '一、整治时间', font: 'heading' }),
  body(140, '十二月一日起。', 39.2),
  body(150, '街道　　　', 28) + body(150, '人数', 80) + body(150, '电话', 130),
  body(160, '明川市望河区城市管理局', 100),
  body(170, '2026年11月23日', 110),
  ofdText({ x: 40, y: 200, size: 20, text: '内部资料', ctm: '0.7 0.7 -0.7 0.7 0 0' }),
  '<ofd:ImageObject ID="8" Boundary="0 0 9 9" ResourceID="4"/>',
  ofdText({ x: 100, y: 285, size: 4, text: '— 1 —' }),
].join('');

describe('an .ofd', () => {
  it('becomes paragraphs, with the facts of its head and foot, and says what is lost', async () => {
    const found = await read(OFD, ofd([page]));
    expect(found).toMatchObject({
      title: '关于开展冬季市容环境集中整治的通告',
      docNo: '望城管通〔2026〕9号',
      issuer: '望河区城市管理局',
      category: '通知公告',
      metadata: { madeOn: '2026-11-23' },
    });
    expect(found.body).toBe(
      [
        '<p>各街道办事处：</p>',
        '<p>根据《城市管理条例》以及以下有关规定的要求，现就本区冬季市容环境集中整治的有关事项通告如下，请遵照执行并广泛宣传 A &#x3C; B。</p>',
        '<h2>一、整治时间</h2>',
        '<p>十二月一日起。</p>',
        '<p>街道　人数　电话</p>',
        '<p>明川市望河区城市管理局</p>',
        '<p>2026年11月23日</p>',
      ].join('\n'),
    );
    expect(noted(found)).toEqual({
      'Paragraphs were put toge': 1,
      'What looks like rows of ': 1,
      'Letterhead lines moved i': 4,
      'Page headers and footers': 1,
      'Texts that stand askew, ': 1,
      'Pictures and stamps were': 1,
    });
  });

  it('is screened as what it is: lines that are in pieces, people, files inside', async () => {
    const pieces = body(50, '身份证号：11010119900', 20) + body(50, '3070011', 109.6);
    const { stories, traits } = await readFile(
      OFD,
      ofd(
        [pieces, ''],
        [
          {
            name: 'Doc_0/Attachs/Attachments.xml',
            content:
              '<Attachments><Attachment Name="底稿"><FileLoc>底稿.xlsx</FileLoc></Attachment></Attachments>',
          },
          {
            name: 'Doc_0/Annots/Annot_0.xml',
            content: '<PageAnnot><Annot><Remark>再核</Remark></Annot></PageAnnot>',
          },
        ],
        '某人',
      ),
    );
    expect(stories[0]?.text()).toBe('身份证号：110101199003070011\n');
    expect(stories[0]?.where(3)).toEqual({ zh: '第 1 页', en: 'Page 1' });
    expect(traits.map(({ kind, text }) => [kind, text])).toEqual([
      ['comments', '再核'],
      ['no-text', '2'],
      ['author-metadata', '某人'],
      ['embedded-file', '底稿.xlsx'],
    ]);
  });

  it.each<[string, Buffer, string]>([
    ['truncated', ofd([page]).subarray(0, 900), 'damaged'],
    ['without its document', ofd([page], [{ name: 'OFD.xml', content: '<OFD/>' }]), 'damaged'],
    [
      'whose page is missing',
      ofd([page], [{ name: 'Doc_0/Document.xml', content: '<D><Page BaseLoc="../../../etc/passwd"/></D>' }]),
      'damaged',
    ],
    ['whose XML is none', ofd(['<ofd:Layer>']), 'damaged'],
    [
      'with entities that multiply',
      ofd([], [{ name: 'OFD.xml', content: '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>' }]),
      'damaged',
    ],
    ['encrypted', ofd([page], [{ name: 'Encryptions.xml', content: '<x/>' }]), 'encrypted'],
    [
      'a bomb',
      ofd([page], [{ name: 'Doc_0/Res/a.xml', content: Buffer.alloc(70 * 1024 * 1024, 32) }]),
      'unpacks_too_large',
    ],
    [
      'one background on too many pages',
      ofd(
        Array.from({ length: 60 }, () => ofdTemplate),
        [
          {
            name: 'Doc_0/Tpls/Tpl_0/Content.xml',
            content: `<Page>${body(9, '长'.repeat(40_000))}</Page>`.replaceAll('ofd:', ''),
          },
        ],
      ),
      'too_much_text',
    ],
  ])('%s is refused', async (_, content, reason) => {
    const refused = { extra: { facts: { reason } } };
    await expect(read(OFD, content)).rejects.toMatchObject(refused);
    await expect(readFile(OFD, content)).rejects.toMatchObject(refused);
  });
});

describe('a .pdf', () => {
  it('becomes paragraphs over its pages, without what stands on each of them', async () => {
    const content = await pdfOf((write) => ({
      content: [
        { text: write('望城管通〔2026〕9号'), alignment: 'center' },
        { text: write('关于冬季供暖的公告'), alignment: 'center', fontSize: 22 },
        ...Array.from({ length: 12 }, (_, at) => ({
          text: write(`　　${String(at + 1)}．${'本区供暖自今日起，请各单位做好准备。'.repeat(14)}完`),
          margin: [0, 0, 0, 8] as [number, number, number, number],
        })),
      ],
      footer: (at: number) => ({ text: `- ${String(at)} -`, alignment: 'center' }),
      header: { text: write('望河区城市管理局'), alignment: 'right' },
      defaultStyle: { font: 'Noto Sans SC', fontSize: 16 },
    }));
    const found = await read(PDF, content);
    expect(found).toMatchObject({ title: '关于冬季供暖的公告', docNo: '望城管通〔2026〕9号' });
    const paragraphs = [...found.body.matchAll(/<p>(.*?)<\/p>/g)].map(([, text = '']) => text.trim());
    expect(paragraphs.map((text) => [text.length, text.at(-1)])).toEqual(
      Array.from({ length: 12 }, (_, at) => [14 * 18 + 3 + (at > 8 ? 1 : 0), '完']),
    );
    expect(noted(found)).toMatchObject({ 'Letterhead lines moved i': 2 });
  });

  it('without text has the title of its name, and one whose place is odd is read all the same', async () => {
    expect(await read(PDF, pdf({ pages: ['', ''] }))).toMatchObject({ title: '通知', body: '' });
    expect((await read(PDF, pdf({ pages: ['Notice 9', 'of heating'] }))).body).toContain('<p>');
  });
});
