import { expect, it } from '@jest/globals';
import { cleanLine, cleanText, cutTo } from './clean.js';

it('a line has no controls, marks or direction overrides, and single spaces', () => {
  expect(cleanLine(' 关于\u0000\u202E放\u200B假\n的　\u2063通告\ud800 ')).toBe('关于放假 的 通告');
  expect(cleanText('a\tb\nc\u{1F600}𠮷')).toBe('a\tb\nc\u{1F600}𠮷');
});

it('a cut never halves a character', () => {
  expect(cutTo('𠮷𠮷𠮷', 2)).toBe('𠮷𠮷');
});
