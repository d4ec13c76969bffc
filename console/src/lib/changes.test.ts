import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linesOf } from '../../../src/contract/kit/text-lines.js';
import { changedLines, piecesOf, signsOf } from './changes.js';

const hash = (digit: string): string => `asset:sha256:${digit.repeat(64)}`;

test('a body is read in lines: blocks, rows with bars, pictures with their words and hash', () => {
  const html = `<h2>一、依据</h2><p>甲 &amp; 乙<br>丙</p><ul><li>丁</li></ul>
    <table><tbody><tr><th>项目</th><td>金额</td></tr></tbody></table><p><img src="${hash('a')}" alt="图一"></p>`;
  expect(linesOf(html)).toEqual(['一、依据', '甲 & 乙', '丙', '丁', '项目 │ 金额', '[图一 aaaaaaaa]']);
});

describe('what changed', () => {
  test('is shown word by word within its line, and nothing of what stayed', () => {
    const before = '<p>第一段不变。</p><p>罚款金额为五百元。</p>';
    const after = '<p>第一段不变。</p><p>罚款金额为八百元。</p>';
    const [line, ...others] = changedLines(before, after);
    expect(others).toEqual([]);
    expect(line?.filter(({ is }) => is !== 'same')).toEqual([
      { is: 'removed', text: expect.stringContaining('五') as unknown },
      { is: 'added', text: expect.stringContaining('八') as unknown },
    ]);
  });

  test('stands beside the line that it is most like, and not beside the first', () => {
    const notice = '更正说明：受理时间应为“周一至周五”，原文误为“周一至周六”。';
    const before = '<p>受理时间为周一至周六。</p>';
    const [first, second] = changedLines(before, `<p>${notice}</p><p>受理时间为周一至周五。</p>`);
    expect(first).toEqual([{ is: 'added', text: notice }]);
    expect(second?.some(({ is, text }) => is === 'removed' && text.includes('六'))).toBe(true);
  });

  test('is a row of a table, another picture, a line that came or went', () => {
    const row = (value: string) => `<table><tr><td>押金</td><td>${value}</td></tr></table>`;
    expect(changedLines(row('100'), row('200'))).toHaveLength(1);
    const picture = (digit: string) => `<p><img alt="图" src="${hash(digit)}"></p>`;
    expect(changedLines(picture('a'), picture('b'))).toHaveLength(1);
    expect(changedLines('<p>甲</p>', '<p>甲</p><p>乙</p>')).toEqual([[{ is: 'added', text: '乙' }]]);
    expect(changedLines('<p>甲</p><p>乙</p>', '<p>甲</p>')).toEqual([[{ is: 'removed', text: '乙' }]]);
  });

  test('is nothing between equal texts, and both sides can be read out of it', () => {
    const line = fc.array(fc.constantFrom('通告', '罚款', '五百元', '，', 'A1', '。'), { maxLength: 8 });
    fc.assert(
      fc.property(line, line, (first, second) => {
        const [before, after] = [first.join(''), second.join('')];
        expect(changedLines(`<p>${before}</p>`, `<p>${before}</p>`)).toEqual([]);
        const pieces = piecesOf(before, after);
        const side = (gone: string) =>
          pieces
            .filter(({ is }) => is !== gone)
            .map(({ text }) => text)
            .join('');
        expect([side('added'), side('removed')]).toEqual([before, after]);
      }),
    );
  });
});

test('many words of which single signs changed are compared sign by sign', () => {
  expect(signsOf('認(rèn)真', '认真')).toEqual([
    { is: 'removed', text: '認(rèn)' },
    { is: 'added', text: '认' },
    { is: 'same', text: '真' },
  ]);
});
