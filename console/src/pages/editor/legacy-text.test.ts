import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanedText, legacyIn, loadSimplify, looksConverted } from './legacy-text.js';

let simplify: (text: string) => string;
beforeAll(async () => {
  simplify = await loadSimplify();
});
const clean = (text: string) => cleanedText(text, { simplify, doubled: true, glosses: true });

describe('what a machine left', () => {
  test.each([
    ['認(rèn)真落實(shí)國(guó)務(wù)院的決定', '认真落实国务院的决定'],
    ['重（zhòng）要講（jiǎng）話', '重要讲话'],
    ['發(fā) 展(zhǎn)', '发 展'],
    ['綠(lǜ)化、旅(lǚ)游、女(nǚ)', '绿化、旅游、女'],
    ['二(èr)、兒(ér)、嗯(ńg)', '二、儿、嗯'],
    ['安(ān)全(quán)裝(zhuāng)置', '安全装置'],
    ['廣(ɡuǎnɡ)大(dɑ̀)', '广大'],
    ['各單位，，各部門，。', '各单位，各部门。'],
    ['一是，、二是；，三是。；', '一是，二是；三是。'],
    ['通知如下：，', '通知如下：'],
    ['等等。。。', '等等……'],
    ['完畢。。', '完毕。'],
    ['好，,行,，對.。', '好，行，对。'],
    ['真的嗎？。是的！，', '真的吗？是的！'],
    ['乾隆年間，氣候乾燥', '乾隆年间，气候干燥'],
    ['皇后在後面，頭髮發亮', '皇后在后面，头发发亮'],
    ['臺灣、裏面、瞭解', '台湾、里面、了解'],
  ])('%s becomes %s', (was, is) => {
    expect(clean(was)).toBe(is);
  });

  test.each([
    '现将有关事项通知如下：一、二、三。',
    '咖啡(café)、网站(web)、管理（CEO）、图(fig)',
    '增长1,000.5元，时间12:30，网址http://www.gov.cn/a,b;c。',
    '民警发布预警信息三次，警示牌、警戒线已设',
    '真的？！太好了！！……',
    '埇桥区（宿州市）、乾坤、余姚、著名、了解',
    '见附件(Ⅰ)和（a）款',
    '他说：“好。”大家都同意',
    '',
  ])('%s stays as it is', (text) => {
    expect(clean(text)).toBe(text);
    expect(looksConverted(legacyIn(text))).toBe(false);
  });

  test('each part may be left out', () => {
    const text = '認(rèn)真，，';
    expect(cleanedText(text, { doubled: true, glosses: false })).toBe('認(rèn)真，');
    expect(cleanedText(text, { doubled: false, glosses: true })).toBe('認真，，');
    expect(cleanedText(text, { doubled: false, glosses: false, simplify })).toBe('认(rèn)真，，');
    expect(cleanedText(text, { doubled: false, glosses: false })).toBe(text);
  });

  test('it is counted, and one that may be meant is not asked about', () => {
    expect(legacyIn('認(rèn)真學(xué)習(xí)，，貫徹(chè)落實，。')).toEqual({
      ...{ traditional: 5, doubled: 2, glosses: 4 },
    });
    expect(looksConverted(legacyIn('宿州市埇(yǒng)桥区'))).toBe(false);
    expect(looksConverted(legacyIn('陳某、張某'))).toBe(false);
    for (const text of ['關於開展檢查', '一，，二，，', '埇(yǒng)桥(qiáo)'])
      expect(looksConverted(legacyIn(text))).toBe(true);
  });

  test('what was cleaned has nothing left to clean, whatever it was', () => {
    const pieces = [
      '認',
      '真',
      '(rèn)',
      '（zhòng）',
      '，',
      '。',
      '；',
      '、',
      '：',
      '.',
      ',',
      '！',
      '？',
      '後',
      'a',
      '1',
      ' ',
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((some) => some.join(''));
    fc.assert(
      fc.property(text, (some) => {
        const once = cleanedText(some, { simplify, doubled: true, glosses: false });
        expect(legacyIn(once).doubled).toBe(0);
        expect(cleanedText(once, { simplify, doubled: true, glosses: false })).toBe(once);
      }),
    );
  });

  test('a long text is read at once', () => {
    const long = '認(rèn)真落實，，國務院的決定。'.repeat(20_000);
    const start = performance.now();
    legacyIn(long);
    clean(long);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
