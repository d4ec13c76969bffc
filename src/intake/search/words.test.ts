import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldText } from './fold.js';
import { indexedWords, termsOf } from './words.js';

const han = fc.constantFrom(...Array.from('垃圾分类管理办法城市道路桥梁公园𠮷'));
const sign = fc.oneof({ weight: 5, arbitrary: han }, fc.constantFrom(...Array.from('aB7９Ｚ，。〔 ')));

/** Whether the index would offer a text for a query: what PostgreSQL does with the words, and the look at the text. */
function finds(text: string, typed: string): boolean {
  const folded = foldText(text);
  const words = indexedWords(folded);
  const has = (wanted: string): boolean => {
    const [, word = '', prefix] = /^'(.*)'(:\*)?$/u.exec(wanted) ?? [];
    return words.some((one) => (prefix === undefined ? one === word : one.startsWith(word)));
  };
  return termsOf(typed).every((term) => term.words.every(has) && (term.proven || folded.includes(term.text)));
}

describe('the words of a text', () => {
  it('are its pairs of signs, and words of letters and digits whole', () => {
    expect(indexedWords(foldText('垃圾分类，5G基站2026年'))).toEqual([
      ...['垃圾', '圾分', '分类', '类'],
      ...['5g', '基站', '站', '2026', '年'],
    ]);
  });

  it('never exceed what a tsvector holds', () => {
    const points = Array.from({ length: 160_000 }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000)),
    );
    const bytes = indexedWords(points.join('')).reduce((sum, word) => sum + Buffer.byteLength(word) + 6, 0);
    expect(bytes).toBeLessThan(1_000_000);
    expect(indexedWords('x'.repeat(500_000))).toEqual(['x'.repeat(40)]);
  });
});

describe('what is typed', () => {
  it('is divided by blanks of any width, each term once', () => {
    expect(termsOf(' 垃圾分类　ＡＢＣ  abc ').map(({ text }) => text)).toEqual(['垃圾分类', 'abc']);
  });

  it('holds no term when it holds no letter and no digit', () => {
    expect(termsOf("——（）% _ ' \\ &|!")).toEqual([]);
  });

  it('needs the text itself only where words alone do not prove it', () => {
    const proven = (typed: string) => termsOf(typed).map((term) => term.proven);
    expect(proven('类 分类 2026 weixin')).toEqual([true, true, true, true]);
    expect(proven('垃圾分类 12号 a-b')).toEqual([false, false, false]);
  });

  it.each([
    ['开展垃圾分类宣传', '垃圾分类', true],
    ['垃圾、圾分、分类', '垃圾分类', false],
    ['试城管〔2026〕12号', '〔２０２６〕12号', true],
    ['试城管〔2026〕12号', '[2026]12号', true],
    ['试城管〔2026〕12号', '12号 试城管', true],
    ['试城管〔2026〕12号', '26', false],
    ['Wi-Fi 6 覆盖', 'WI-FI', true],
    ['犬只', '犬', true],
    ['养犬', '犬', true],
    ['垃圾分类', '垃圾 桥梁', false],
  ])('%s and %s: %s', (text, typed, expected) => {
    expect(finds(text, typed)).toBe(expected);
  });

  it('a piece of a text finds it, whatever its width', () => {
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), han, fc.nat(), (signs, first, more) => {
        // It begins with a sign that is no part of a word of letters, which are found by their beginning.
        const whole = [...signs, first, ...signs];
        const begin = signs.length;
        const piece = whole.slice(begin, begin + 1 + (more % (signs.length + 1))).join('');
        expect(finds(whole.join(''), piece)).toBe(true);
      }),
    );
  });

  it('what is found holds every term', () => {
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 30 }),
        fc.array(sign, { minLength: 1, maxLength: 5 }),
        (text, typed) => {
          const [whole, query] = [text.join(''), typed.join('')];
          if (!finds(whole, query)) return;
          for (const term of termsOf(query)) expect(foldText(whole)).toContain(term.text);
        },
      ),
    );
  });
});
