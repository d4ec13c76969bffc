import { expect, test } from '@jest/globals';
import { signedOn, writtenDate } from './written-date.js';

test.each([
  [['正文', '望河区某局', '2026年11月3日'], '2026-11-03'],
  [['正文', '望河区某局 二〇二六年十一月二十三日'], '2026-11-23'],
  [['正文', '二○二六年十月十日', '（此件公开发布）'], '2026-10-10'],
  [['自2027年1月1日起施行。'], undefined],
  [['2026年13月40日'], undefined],
  [[], undefined],
])('the date of the document below %j is %s', (lines, date) => {
  expect(signedOn(lines)).toBe(date);
});

test('a date is read where a line ends with it', () => {
  expect(writtenDate('（2026年2月29日）')).toBeUndefined();
  expect(writtenDate('二〇二八年二月二十九日')).toBe('2028-02-29');
  expect(writtenDate('')).toBeUndefined();
});
