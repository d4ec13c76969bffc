import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { pdf } from '../../../test/support/office-files.js';
import { withoutRadicals } from './radicals.js';
import { readFile } from './read.js';
import type { Reading } from './reading.js';

const kinds = { pdf: 'application/pdf', csv: 'text/csv' };
const traits = (reading: Reading): [kind: string, count: number, text: string][] =>
  reading.traits.map(({ kind, count, text }) => [kind, count, text]);
const refused = (reason: string) => ({ extra: { facts: { reason } } });

describe('a PDF', () => {
  it('is read page by page; a page without text is told', async () => {
    const reading = await readFile(
      kinds.pdf,
      pdf({ pages: ['Page one 13800138000', '', 'Page three'], author: 'Li' }),
    );
    const [story] = reading.stories;
    expect(story?.text().split('\n').filter(Boolean)).toEqual(['Page one 13800138000', 'Page three']);
    expect(story?.where(story.text().indexOf('three')).zh).toBe('第 3 页');
    expect(traits(reading)).toEqual([
      ['no-text', 1, '2'],
      ['author-metadata', 1, 'Li'],
    ]);
  });

  it('says what it carries along: files, scripts, annotations, earlier versions', async () => {
    const first = pdf({
      pages: ['One'],
      catalogue:
        '/Names<</EmbeddedFiles<</Names[(list.xlsx) 100 0 R]>>>>/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>',
      objects: [
        '100 0 obj\n<</Type/Filespec/F(list.xlsx)/EF<</F 101 0 R>>>>\nendobj\n',
        '101 0 obj\n<</Type/EmbeddedFile/Length 3>>\nstream\nabc\nendstream\nendobj\n',
      ],
    });
    const reading = await readFile(
      kinds.pdf,
      Buffer.concat([first, Buffer.from('\n% saved again\n%%EOF\n')]),
    );
    expect(traits(reading)).toEqual([
      ['embedded-file', 1, 'list.xlsx'],
      ['script', 1, 'JavaScript'],
      ['earlier-revision', 1, '%%EOF'],
    ]);
  });

  it('that wants a password is refused', async () => {
    const locked = pdf({
      pages: ['One'],
      objects: [
        `100 0 obj\n<</Filter/Standard/V 1/R 2/P -4/O<${'11'.repeat(32)}>/U<${'22'.repeat(32)}>>>\nendobj\n`,
      ],
      trailer: `/Encrypt 100 0 R/ID[<${'33'.repeat(16)}><${'33'.repeat(16)}>]`,
    });
    await expect(readFile(kinds.pdf, locked)).rejects.toMatchObject(refused('encrypted'));
  });

  it.each([
    [
      'that unpacks without end',
      { dictionary: '/Filter/FlateDecode', data: deflateSync(Buffer.alloc(160 << 20)) },
    ],
    [
      'that is packed twice',
      {
        dictionary: '/Filter[/FlateDecode/FlateDecode]',
        data: deflateSync(deflateSync(Buffer.alloc(1 << 20))),
      },
    ],
  ])('%s is refused before anything unpacks it', async (_, content) => {
    await expect(readFile(kinds.pdf, pdf({ pages: ['x'], content }))).rejects.toMatchObject(
      refused('unpacks_too_large'),
    );
  });
});

describe('plain text', () => {
  it.each([
    ['UTF-8 with its mark', Buffer.from('\ufeff姓名,电话\r\n张某,138')],
    ['UTF-16', Buffer.from('\ufeff姓名,电话\r\n张某,138', 'utf16le')],
    [
      'GB 18030',
      Buffer.from([
        0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0, 0x0d, 0x0a, 0xd5, 0xc5, 0xc4, 0xb3, 0x2c, 0x31,
        0x33, 0x38,
      ]),
    ],
  ])('in %s is read line by line', async (_, content) => {
    const reading = await readFile(kinds.csv, content);
    const [story] = reading.stories;
    expect(story?.text().split('\n').filter(Boolean)).toEqual(['姓名,电话', '张某,138']);
    expect(story?.where(story.text().indexOf('138')).zh).toBe('第 2 行');
  });
});

it('names of glyphs by their radicals become the signs that are meant', () => {
  expect(withoutRadicals('⾝份证、⽂件、⼤⻛、豈')).toBe('身份证、文件、大风、豈');
});
