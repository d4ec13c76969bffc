import { expect, test } from '@jest/globals';
import type { DraftFields } from '../../../src/contract/api/intake.js';
import type { Finding } from '../../../src/contract/api/screening.js';
import { withFix } from './fix-finding.js';

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
