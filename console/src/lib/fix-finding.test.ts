import { expect, test } from '@jest/globals';
import type { DraftFields } from '../../../src/contract/api/intake.js';
import type { Finding } from '../../../src/contract/api/screening.js';
import { withCopy, withFix } from './fix-finding.js';

const fields: DraftFields = {
  title: '关于按装的通知',
  body: '<p>卡号<strong>6228 4804</strong>，A &amp; B，<em>138</em>0013</p><p>6228 4804</p>',
  category: '通知公告',
  issuer: '办公室',
  attachments: [],
  targetIds: [],
};
const finding = (part: Finding['place']['part'], text: string, instead?: string): Finding => ({
  ...{ id: 'f', rule: 'r', level: 'warn', label: { zh: '甲', en: 'a' }, source: { zh: '乙', en: 'b' } },
  ...{ place: { part }, from: 0, to: 1, text, before: '', after: '' },
  ...(instead === undefined ? {} : { instead }),
});

test('replaces the words in their field, and in the body between tags only', () => {
  expect(withFix(fields, finding('title', '按装', '安装'))).toEqual({ title: '关于安装的通知' });
  expect(withFix(fields, finding('body', '6228 4804', '6228****'))).toEqual({
    body: fields.body.replace('6228 4804', '6228****'),
  });
  expect(withFix(fields, finding('body', 'A & B', '甲 & 乙'))).toMatchObject({
    body: expect.stringContaining('甲 &amp; 乙') as unknown,
  });
});

test('leaves to a person what it cannot do', () => {
  expect(withFix(fields, finding('body', '1380013', '138****'))).toBeUndefined();
  expect(withFix(fields, finding('fileName', '1380013', '138****'))).toBeUndefined();
  expect(withFix(fields, finding('title', '按装'))).toBeUndefined();
});

test('a wrong expression inside the right one is left as it is', () => {
  const written = {
    ...fields,
    title: '望河区城管局（全称）与望河区城管局',
    body: '<p>望河区城管局（全称）</p>',
  };
  const meant = '望河区城管局（全称）';
  expect(withFix(written, finding('title', '望河区城管局', meant))).toEqual({
    title: '望河区城管局（全称）与望河区城管局（全称）',
  });
  expect(withFix(written, finding('body', '望河区城管局', meant))).toBeUndefined();
});

test('a cleaned copy takes the place of its original, among the files and in the text', () => {
  const [original, other, copied] = ['a', 'b', 'c'].map((sign) => `sha256:${sign.repeat(64)}`);
  const file = { name: '名单.docx', mediaType: 'x/y', size: 1 };
  const written = {
    ...fields,
    attachments: [
      { ...file, hash: original ?? '' },
      { ...file, hash: other ?? '' },
    ],
    body: `<p><img src="asset:${original ?? ''}"></p>`,
  };
  const copy = { ...file, name: 'x.docx', hash: copied ?? '', cleanedFrom: original };
  expect(withCopy(written, original ?? '', copy)).toEqual({
    attachments: [{ ...copy, name: '名单.docx' }, written.attachments[1]],
    body: `<p><img src="asset:${copied ?? ''}"></p>`,
  });
});
