import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digitsWords, integerWords, numberWords } from './numbers.js';
import { readingSeconds, speak } from './speak.js';

/** The other way round, written from the grammar of Chinese numerals and not from the code under test. */
function readBack(words: string): bigint {
  const digits = '零一二三四五六七八九';
  const places: Record<string, bigint> = { 十: 10n, 百: 100n, 千: 1000n };
  let total = 0n;
  let group = 0n;
  let open: bigint | undefined;
  for (const [index, c] of [...words].entries()) {
    const place = places[c];
    if (c === '零') continue;
    if (place !== undefined) {
      group += (open ?? (index === 0 ? 1n : 0n)) * place;
      open = undefined;
    } else if (c === '万' || c === '亿') {
      group += open ?? 0n;
      open = undefined;
      // 万亿: the 亿 multiplies what its 万 has made.
      if (c === '万' && words[index + 1] === '亿') {
        total += group * 10n ** 12n;
        group = 0n;
      } else if (c === '亿' && words[index - 1] === '万') continue;
      else {
        total += group * (c === '万' ? 10n ** 4n : 10n ** 8n);
        group = 0n;
      }
    } else open = BigInt(digits.indexOf(c));
  }
  return total + group + (open ?? 0n);
}

describe('whole numbers', () => {
  test.each([
    ['0', '零'],
    ['7', '七'],
    ['10', '十'],
    ['13', '十三'],
    ['20', '二十'],
    ['105', '一百零五'],
    ['110', '一百一十'],
    ['1001', '一千零一'],
    ['1010', '一千零一十'],
    ['10000', '一万'],
    ['10010', '一万零一十'],
    ['100000', '十万'],
    ['102000', '十万二千'],
    ['20100', '二万零一百'],
    ['10010000', '一千零一万'],
    ['100000000', '一亿'],
    ['100005000', '一亿零五千'],
    ['1000000000000', '一万亿'],
    ['007', '零零七'],
    ['12345678901234567', '一二三四五六七八九零一二三四五六七'],
  ])('%s is read %s', (digits, words) => {
    expect(integerWords(digits)).toBe(words);
  });

  test('every number can be read back from its words', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 9_999_999_999_999_999n }), (n) => {
        expect(readBack(integerWords(String(n)))).toBe(n);
      }),
      { numRuns: 3_000 },
    );
  });

  test('no number is read with two zeros in a row, a zero at its end, or 一十 in front', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (n) => {
        expect(integerWords(String(n))).not.toMatch(/零零|零$|^一十|零[十百千万亿]/);
      }),
    );
  });
});

test('what stands behind the point is read digit by digit', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.stringMatching(/^\d{1,6}$/), (whole, fraction) => {
      expect(numberWords(`${String(whole)}.${fraction}`)).toBe(
        `${integerWords(String(whole))}点${digitsWords(fraction)}`,
      );
    }),
  );
});

describe('what a news reader says', () => {
  test.each([
    ['2026年12月1日至2027年2月28日', '二零二六年十二月一日至二零二七年二月二十八日'],
    ['2026-12-01', '二零二六年十二月一日'],
    ['8:30—12:00，14:00—17:30', '八点三十分至十二点，十四点至十七点三十分'],
    ['9：05开始', '九点零五分开始'],
    ['望城管规〔2026〕2号', '望城管规二零二六年第二号'],
    ['净高不得低于2.5米，外挑宽度不得超过1.2米', '净高不得低于二点五米，外挑宽度不得超过一点二米'],
    ['下降12.5%，其中3‰', '下降百分之十二点五，其中千分之三'],
    ['3%-5%', '百分之三至百分之五'],
    ['-5℃至2℃', '零下五摄氏度至二摄氏度'],
    ['电话：0000-5550312', '电话：零零零零，五五五零三幺二'],
    ['拨打12345热线', '拨打幺二三四五热线'],
    ['第12345次', '第一万二千三百四十五次'],
    ['提前10个工作日，满2年，2个窗口，2月', '提前十个工作日，满两年，两个窗口，二月'],
    ['二楼B12窗口，G107国道', '二楼B十二窗口，G幺零七国道'],
    ['约1,234,567.80元', '约一百二十三万四千五百六十七点八零元'],
    ['占1/3', '占三分之一'],
    ['面积300㎡，宽2m', '面积三百平方米，宽两米'],
    ['Ⅱ级响应，①登记', '二级响应，一登记'],
    ['全角２０２６年１０月', '全角二零二六年十月'],
    ['详见https://wanghe.example/jiedu2。', '详见（网址见文稿）。'],
    ['2号楼第2条', '二号楼第二条'],
  ])('%s', (written, spoken) => {
    expect(speak(written)).toBe(spoken);
  });

  test('no digit is left, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('0123456789.,-:%/℃年月日号个 〔〕—天第AB电话')) }),
        (text) => {
          expect(speak(text)).not.toMatch(/\d/);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('what has no number in it stays as it is, and saying it twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('通告如下，。—-至〔〕年个AB：“”')) }),
        (text) => {
          expect(speak(text)).toBe(text);
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789.年月日号个%，')) }), (text) => {
        expect(speak(speak(text))).toBe(speak(text));
      }),
    );
  });
});

test('reading time: three and a half characters a second, punctuation left out', () => {
  expect(readingSeconds(['一二三四五六七，', '。一二三四五六七。'])).toBe(4);
  expect(readingSeconds([])).toBe(0);
});
