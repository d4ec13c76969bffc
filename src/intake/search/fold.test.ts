import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold, foldText } from './fold.js';

it('knows no width, no capitals and no punctuation', () => {
  expect(foldText('望城管〔２０２６〕１２号')).toBe('望城管 2026 12号');
  expect(foldText('望城管[2026]12号')).toBe('望城管 2026 12号');
  expect(foldText('  Ｗｅｉ－Ｘｉｎ，5Ｇ　基站。 ')).toBe('wei xin 5g 基站');
  expect(foldText('ﾃｽﾄ ①')).toBe('テスト 1');
});

it('does not see what nobody sees', () => {
  expect(foldText('垃\u200b圾\ufe0f分\u00ad类')).toBe('垃圾分类');
});

it('composed and decomposed letters are the same', () => {
  expect(foldText('cafe\u0301')).toBe(foldText('café'));
});

it('leads each sign back to its place', () => {
  const original = '甲（𠮷㌔）ＡＢ';
  const { text, from, to } = fold(original);
  expect(text).toBe('甲 𠮷キロ ab');
  const placeOf = (part: string): string => {
    const at = text.indexOf(part);
    return original.slice(from[at], to[at + part.length - 1]);
  };
  expect(placeOf('𠮷')).toBe('𠮷');
  expect(placeOf('ロ')).toBe('㌔');
  expect(placeOf('ab')).toBe('ＡＢ');
});

it('folding twice is folding once, and places never run backwards or outside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (given) => {
      const original = given.normalize('NFC');
      const { text, from, to } = fold(original);
      expect(from).toHaveLength(text.length + 1);
      expect(to).toHaveLength(text.length);
      expect(text).not.toMatch(/^ | $| {2}/);
      for (let n = 0; n < text.length; n += 1) {
        expect(from[n]).toBeLessThan(to[n] ?? 0);
        expect(from[n]).toBeLessThanOrEqual(from[n + 1] ?? 0);
        expect(to[n]).toBeLessThanOrEqual(original.length);
      }
    }),
  );
});
