import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MarkedText } from '../../contract/api.js';
import { foldText } from './fold.js';
import { markAll, markPassage } from './marks.js';
import { termsOf } from './words.js';

const shown = (parts: MarkedText | undefined): string | undefined =>
  parts?.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

describe('a marked text', () => {
  it.each([
    ['关于垃圾分类的通告', '垃圾分类', '关于[垃圾分类]的通告'],
    ['关于ＷｉＦｉ的通告', 'wifi 通告', '关于[ＷｉＦｉ]的[通告]'],
    ['试城管〔2026〕12号', '（2026）12', '试城管〔[2026〕12]号'],
    ['分类分类', '分类 类分', '[分类分类]'],
    ['2012年12月', '12', '2012年[12]月'],
    ['公园', '桥梁', undefined],
  ])('%s, %s', (text, typed, expected) => {
    expect(shown(markAll(text, termsOf(typed)))).toBe(expected);
  });
});

describe('a passage', () => {
  const far = '道'.repeat(300);

  it('is cut out around what was found', () => {
    const parts = markPassage(`${far}开展垃圾分类宣传${far}`, termsOf('垃圾分类'));
    expect(shown(parts)).toMatch(/^…道+开展\[垃圾分类\]宣传道+…$/);
    expect(shown(parts)?.length).toBeLessThan(130);
  });

  it('is where most of the words stand', () => {
    const text = `垃圾${far}桥梁${far}垃圾清运与桥梁检测${far}`;
    expect(shown(markPassage(text, termsOf('垃圾 桥梁')))).toContain('[垃圾]清运与[桥梁]检测');
  });

  it('is one line', () => {
    expect(shown(markPassage('第一段\n\n第二段  垃圾', termsOf('垃圾')))).toBe('第一段 第二段 [垃圾]');
  });

  it('is missing where nothing stands', () => {
    expect(markPassage('公园', termsOf('桥梁'))).toBeUndefined();
  });
});

it('parts are the text; what is marked is what was looked for', () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('垃圾分类Aa１1，𠮷 ')), maxLength: 300 });
  const typed = fc.string({
    unit: fc.constantFrom(...Array.from('垃圾分类a1𠮷')),
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(text, typed, (original, wanted) => {
      const terms = termsOf(wanted);
      const whole = markAll(original, terms);
      if (whole) expect(whole.map((part) => part.text).join('')).toBe(original);
      for (const { text: part, hit } of whole ?? [])
        if (hit) expect(foldText(part)).toContain(terms[0]?.text);
      const passage = markPassage(original, terms);
      expect(passage === undefined).toBe(whole === undefined);
      if (!passage) return;
      const line = original.replace(/\s+/gu, ' ').trim();
      const inner = passage.map((part) => part.text).join('');
      expect(line).toContain(inner.replace(/^…|…$/gu, ''));
      expect(passage.some(({ hit }) => hit)).toBe(true);
      // It throws on halves of surrogate pairs.
      expect(() => encodeURIComponent(inner)).not.toThrow();
    }),
  );
});
