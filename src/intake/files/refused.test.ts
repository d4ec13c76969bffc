import { describe, expect, it } from '@jest/globals';
import { docx } from '../../../test/support/office-files.js';
import { wordParagraph, zip } from '../../../test/support/zip.js';
import { readFile, readKeptFile } from './read.js';
import type { Reading } from './reading.js';

const office = 'application/vnd.openxmlformats-officedocument.';
const kinds = {
  docx: `${office}wordprocessingml.document`,
  xlsx: `${office}spreadsheetml.sheet`,
  pptx: `${office}presentationml.presentation`,
  pdf: 'application/pdf',
};
const traits = (reading: Reading): [kind: string, count: number, text: string][] =>
  reading.traits.map(({ kind, count, text }) => [kind, count, text]);
const refused = (reason: string) => ({ extra: { facts: { reason } } });

describe('what cannot be read', () => {
  const good = docx(wordParagraph('正文'));
  const deep = `<w:p>${'<w:r>'.repeat(600)}${'</w:r>'.repeat(600)}</w:p>`;

  it.each([
    ['cut off', kinds.docx, good.subarray(0, good.length - 40), 'damaged'],
    ['with an entry that is damaged', kinds.docx, Buffer.from(good).fill(7, 60, 120), 'damaged'],
    [
      'that declares more than a document holds',
      kinds.xlsx,
      zip([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'xl/workbook.xml', content: '<a/>', claimedSize: 0xfffffff0 },
      ]),
      'unpacks_too_large',
    ],
    [
      'that unpacks to more than it declares',
      kinds.docx,
      zip([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'word/document.xml', content: '<a>'.repeat(90_000), claimedSize: 10 },
      ]),
      'damaged',
    ],
    [
      'of too many entries',
      kinds.docx,
      zip(Array.from({ length: 5001 }, (_, at) => ({ name: `x${String(at)}`, content: '' }))),
      'unpacks_too_large',
    ],
    [
      'with encrypted entries',
      kinds.docx,
      zip([{ name: '[Content_Types].xml', content: '<Types/>', encrypted: true }]),
      'encrypted',
    ],
    [
      'with macros',
      kinds.docx,
      docx(wordParagraph('正文'), [{ name: 'word/vbaProject.bin', content: 'x' }]),
      'macros',
    ],
    ['whose XML is not well formed', kinds.docx, docx('<w:p><w:r></w:p>'), 'damaged'],
    ['that is absurdly deep', kinds.docx, docx(deep), 'damaged'],
    [
      'with a document type',
      kinds.xlsx,
      zip([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'xl/workbook.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' },
      ]),
      'damaged',
    ],
    [
      'without its document',
      kinds.pptx,
      zip([{ name: '[Content_Types].xml', content: '<Types/>' }]),
      'damaged',
    ],
    ['that is no PDF', kinds.pdf, Buffer.from('%PDF-1.7\nnothing'), 'damaged'],
  ])('%s', async (_, kind, content, reason) => {
    await expect(readFile(kind, content)).rejects.toMatchObject(refused(reason));
    expect(traits(await readKeptFile(kind, content))).toEqual([['unreadable', 1, reason]]);
  });

  it('has a trait where its kind is too old', async () => {
    expect(traits(await readFile('application/msword', Buffer.from('x')))).toEqual([
      ['old-format', 1, 'application/msword'],
    ]);
  });
});
