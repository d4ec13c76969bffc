import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dictionaryRule, type DictionaryEntry } from './dictionary.js';
import { screen } from './screen.js';
import { plainOf } from './text.js';
import { WordFinder } from './word-finder.js';

/** Few signs, so that words overlap, hold one another and come again. */
const sign = fc.constantFrom('城', '管', '局', '𠮷');
const word = fc.array(sign, { minLength: 1, maxLength: 5 }).map((signs) => signs.join(''));
const text = fc.array(sign, { maxLength: 60 }).map((signs) => signs.join(''));

function plainly(words: readonly string[], within: string): string[] {
  return words.flatMap((one) => {
    const found: string[] = [];
    for (let at = within.indexOf(one); at >= 0; at = within.indexOf(one, at + 1))
      found.push(`${String(at)} ${one}`);
    return found;
  });
}

describe('many words in one pass', () => {
  it('finds what looking for each of them finds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 20 }), text, (words, within) => {
        const finder = new WordFinder(words.map((one) => [one, one] as const));
        const found = finder.find(within).map(({ entry, from, length }) => {
          expect(length).toBe(entry.length);
          return `${String(from)} ${entry}`;
        });
        expect(found.sort()).toEqual(plainly(words, within).sort());
      }),
    );
  });

  it('does not slow down with the number of words', () => {
    const long = '各科室要严格落实先审查后公开的要求。'.repeat(20_000);
    const took = (count: number): number => {
      const finder = new WordFinder(
        Array.from({ length: count }, (_, at) => [`词${String(at)}语`, at] as const),
      );
      const runs = Array.from({ length: 5 }, () => {
        const began = performance.now();
        finder.find(long);
        return performance.now() - began;
      });
      return Math.min(...runs);
    };
    // Looking for each of them would take five hundred times as long.
    expect(took(5000)).toBeLessThan(20 * took(10) + 50);
  });
});

describe('an office’s words', () => {
  const entry = (word: string, more: Partial<DictionaryEntry> = {}): DictionaryEntry => ({
    ...{ word, level: 'warn', why: '' },
    ...more,
  });
  const told = (entries: readonly DictionaryEntry[], within: string) => {
    const { text: plain } = plainOf(within);
    return dictionaryRule(entries)
      .find(plain, { category: '', isTitle: false })
      .map(({ from, length, rule }) => [plain.slice(from, from + length), rule?.level]);
  };

  it('the longer one stands for what it holds, unless that is worse', () => {
    const words = [entry('城管'), entry('城管局', { level: 'review' }), entry('管局', { level: 'block' })];
    expect(told(words, '望河城管局与城管')).toEqual([
      ['城管局', 'review'],
      ['管局', 'block'],
      ['城管', 'warn'],
    ]);
  });

  it('a mistaken one inside what is meant is none', () => {
    const words = [entry('望河城管局', { instead: '望河城管局（综合执法局）' })];
    expect(told(words, '望河城管局（综合执法局）和望河城管局')).toEqual([['望河城管局', 'warn']]);
  });

  it('is found in full width and with what cannot be seen in it, where it stood', () => {
    const office = { category: '', published: [], dictionary: [entry('ABC局', { level: 'block' })] };
    const [found] = screen([{ place: { part: 'body' }, text: '由Ａ\u200bＢＣ局办理' }], office);
    expect([found?.text, found?.from]).toEqual(['Ａ\u200bＢＣ局', 1]);
  });
});
