import { expect, test } from '@jest/globals';
import { hasNumberIn, numbersOf } from './kinds.js';
import { residentIdSign } from './numbers.js';
import { screen } from './screen.js';

const idOf = (serial: number): string => {
  const head = `11010519${String(50 + (serial % 49))}0${String(1 + (serial % 9))}15${String(100 + (serial % 899))}`;
  return head + residentIdSign(head);
};
const listOf = (persons: number): string =>
  Array.from(
    { length: persons },
    (_, at) => `张某${String(at)}\t${idOf(at)}\t1380013${String(1000 + (at % 8999))}\n`,
  ).join('');

test('says whether a number stands in a piece, whatever stands around it', () => {
  const text = `前 ${idOf(1)} 中 13800138000 后`;
  for (const { hit } of numbersOf(text)) {
    expect(hasNumberIn(text, hit.from, hit.length)).toBe(true);
    expect(hasNumberIn(text, hit.from + hit.length - 1, 5)).toBe(true);
    expect(hasNumberIn(text, hit.from - 1, 1)).toBe(false);
    expect(hasNumberIn(text, hit.from + hit.length, 1)).toBe(false);
  }
});

test('a list of twice as many persons takes about twice as long', () => {
  const took = (persons: number): number => {
    const text = listOf(persons);
    const runs = Array.from({ length: 3 }, (_, turn) => {
      const began = performance.now();
      // Another text each time: what was read last is kept.
      expect(numbersOf(`${text}${String(turn)}`).length).toBe(2 * persons);
      return performance.now() - began;
    });
    return Math.min(...runs);
  };
  took(2000);
  // Comparing each with each would make it sixteen times.
  expect(took(16_000)).toBeLessThan(9 * took(4000) + 50);
});

test('a private address is found beside an office’s own on the same line', () => {
  const office = { category: '', published: [], dictionary: [] };
  const found = (text: string) => screen([{ place: { part: 'body' }, text }], office).map((one) => one.text);
  expect(found('某人 someone@example.com，网址 www.example.gov.cn')).toEqual(['someone@example.com']);
  expect(found('公开信箱 office@wanghe.example.gov.cn')).toEqual([]);
});
