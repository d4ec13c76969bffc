import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cell, docx, pptx, row, xlsx } from '../../../test/support/office-files.js';
import { wordParagraph } from '../../../test/support/zip.js';
import { residentIdSign } from '../screening/numbers.js';
import { isWellFormed } from '../word/well-formed.js';
import { maskFile } from './mask.js';
import { readFile } from './read.js';
import { changeText } from './text-edit.js';

const office = 'application/vnd.openxmlformats-officedocument.';
const kinds = {
  docx: `${office}wordprocessingml.document`,
  xlsx: `${office}spreadsheetml.sheet`,
  pptx: `${office}presentationml.presentation`,
};
const rules = { category: '公示', published: [], dictionary: [] };
const refused = { extra: { facts: { reason: 'not_cleanable' } } };
const head = '11010519491231' + '002';
const id = head + residentIdSign(head);
const masked = `11*************${id.slice(-3)}`;

async function textOf(kind: string, content: Uint8Array): Promise<string> {
  const { stories } = await readFile(kind, content);
  return stories.map((story) => story.text()).join('\n');
}

describe('a masked copy', () => {
  it('of a Word file has every number of the kind masked, however it is cut into runs, and all else as it was', async () => {
    const cut = `<w:p><w:r><w:t xml:space="preserve">甲 &amp; ${id.slice(0, 6)}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>${id.slice(6, 14)}</w:t></w:r><w:r><w:t>${id.slice(14)} 乙</w:t></w:r></w:p>`;
    const hidden = `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>${id}</w:t></w:r></w:p>`;
    const content = docx(wordParagraph(`手机 13800138000，证件 ${id}`) + cut + hidden);
    const copy = await maskFile(kinds.docx, content, 'id18', rules);
    expect(copy.removed).toEqual({ masked: 3 });
    const before = await textOf(kinds.docx, content);
    expect(await textOf(kinds.docx, copy.content)).toBe(before.replaceAll(id, masked));
  });

  it('of a workbook masks shared strings, strings of cells and numbers', async () => {
    const content = xlsx(
      [
        {
          name: '表',
          columns: '<cols><col min="3" max="3" hidden="1"/></cols>',
          rows: row(
            1,
            `<c r="A1" t="s"><v>0</v></c>${cell('B1', '电话13900139000')}<c r="C1" s="3"><v>13800138000</v></c><c r="D1"><v>1.37001370E10</v></c><c r="E1"><v>42</v></c>`,
          ),
        },
      ],
      [
        {
          name: 'xl/sharedStrings.xml',
          content: '<sst xmlns="x"><si><r><t>1360013</t></r><r><t>6000</t></r></si></sst>',
        },
      ],
    );
    const copy = await maskFile(kinds.xlsx, content, 'mobile', rules);
    expect(copy.removed).toEqual({ masked: 4 });
    const text = await textOf(kinds.xlsx, copy.content);
    expect(text.split(/\s+/).filter(Boolean)).toEqual([
      '136****6000',
      '电话139****9000',
      '137****7000',
      '42',
      '138****8000',
    ]);
  });

  it('of slides masks their notes as well', async () => {
    const content = pptx([{ text: '联系 13800138000', notes: '另有 13900139000' }]);
    const copy = await maskFile(kinds.pptx, content, 'mobile', rules);
    expect((await textOf(kinds.pptx, copy.content)).split('\n').filter(Boolean)).toEqual([
      '联系 138****8000',
      '另有 139****9000',
    ]);
  });

  it('mends the office’s mistaken words', async () => {
    const dictionary = [{ word: '城管局', level: 'warn' as const, instead: '城市管理局 & 执法局', why: '' }];
    const copy = await maskFile(kinds.docx, docx(wordParagraph('由城管局负责')), 'dictionary', {
      ...rules,
      dictionary,
    });
    expect((await textOf(kinds.docx, copy.content)).trim()).toBe('由城市管理局 & 执法局负责');
  });

  it.each([
    ['there is nothing to mask', kinds.docx, docx(wordParagraph('正文'))],
    ['the kind cannot be changed', 'application/pdf', Buffer.from('%PDF-1.7')],
    [
      'a formula would bring it back',
      kinds.xlsx,
      xlsx([{ name: '表', rows: row(1, '<c r="A1" t="str"><f>B1</f><v>13800138000</v></c>') }]),
    ],
  ])('is not made where %s', async (_, kind, content) => {
    await expect(maskFile(kind, content, 'mobile', rules)).rejects.toMatchObject(refused);
  });
});

describe('changing text in XML', () => {
  const words = fc.array(fc.constantFrom('x', 'ab', '&', '<', '"', '字', '𠮷', 'a', 'b'), { maxLength: 8 });
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;');

  it('changes what stands in a block, whatever pieces it is written in, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.array(words, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (blocks) => {
        const write = (runs: string[][]): string =>
          `<w:p a="ab">${runs.map((run) => `<w:r><w:ab/><w:t>${escaped(run.join(''))}</w:t></w:r>`).join('ab')}</w:p>`;
        const xml = `<root>ab${blocks.map(write).join('')}</root>`;
        const find = (text: string) =>
          [...text.matchAll(/ab/g)].map(({ index }) => ({ from: index, to: index + 2, instead: 'X&Y' }));
        const changed = changeText(xml, new Set(['p']), find);
        expect(isWellFormed(changed.xml)).toBe(true);
        const plain = (text: string): string =>
          [...text.matchAll(/<w:t>([^<]*)<\/w:t>|<\/w:p>/g)]
            .map(([, inside]) => inside ?? '\n')
            .join('')
            .replaceAll('&lt;', '<')
            .replaceAll('&#34;', '"')
            .replaceAll('&amp;', '&');
        expect(plain(changed.xml)).toBe(plain(xml).replaceAll('ab', 'X&Y'));
        expect(changed.count).toBe(plain(xml).split('ab').length - 1);
        const frame = (text: string): string => text.replaceAll(/<w:t>[^<]*<\/w:t>/g, '');
        expect(frame(changed.xml)).toBe(frame(xml));
      }),
    );
  });
});
