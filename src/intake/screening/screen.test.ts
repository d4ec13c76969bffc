import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { creditCodeSign, passesLuhn, residentIdSign } from './numbers.js';
import { screen, type OfficeRules } from './screen.js';

const vectors = JSON.parse(readFileSync(new URL('vectors.fixture.json', import.meta.url), 'utf8')) as {
  id: string;
  text: string;
  expect: string[];
}[];

const office: OfficeRules = { category: '通知公告', published: [], dictionary: [] };
const found = (text: string, more: Partial<OfficeRules> = {}) =>
  screen([{ place: { part: 'body' }, text }], { ...office, ...more });
const said = (text: string, more?: Partial<OfficeRules>) =>
  found(text, more).map(({ level, rule }) => `${level.toUpperCase()}:${rule}`);

describe('the vectors', () => {
  it.each(vectors)('$id: $text', ({ text, expect: expected }) => {
    expect(said(text)).toEqual(expected);
  });
});

/** How people write a number: in pieces, with signs between, in full width, after words and before others. */
const typography = fc.record({
  cuts: fc.constantFrom('', ' ', '-', '‐', ' - '.trim()),
  every: fc.constantFrom(3, 4, 6),
  wide: fc.boolean(),
  before: fc.constantFrom('', '号码：', '编号', '（', '「'),
  after: fc.constantFrom('', '。', '，男', '）', ' 备注'),
});
type Typography = typeof typography extends fc.Arbitrary<infer T> ? T : never;

function typeset(digits: string, { cuts, every, wide, before, after }: Typography): string {
  const pieces = digits.match(new RegExp(`.{1,${String(every)}}`, 'g')) ?? [];
  const joined = pieces.join(cuts);
  const shown = wide
    ? joined.replaceAll(/[0-9X]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))
    : joined;
  return `${before}${shown}${after}`;
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const birthday = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const id17 = fc
  .tuple(fc.integer({ min: 11, max: 65 }), digits(4), birthday, digits(3))
  .map(([region, county, born, serial]) => `${String(region)}${county}${born}${serial}`);

describe('numbers in many typographies', () => {
  it('finds every valid resident’s number, masks it, and says where it stood', () => {
    fc.assert(
      fc.property(id17, typography, (head, how) => {
        const text = typeset(head + residentIdSign(head), how);
        const blocks = found(text).filter(({ level }) => level === 'block');
        expect(blocks.map(({ rule }) => rule)).toEqual(['id18']);
        const [one] = blocks;
        expect(text.slice(one?.from, one?.to)).toBe(one?.text);
        expect(one?.instead).toBe(
          `${head.slice(0, 2)}*************${(head + residentIdSign(head)).slice(-3)}`,
        );
      }),
    );
  });

  it('a wrong check digit is a reviewer’s, never a block for an ID', () => {
    fc.assert(
      fc.property(id17, fc.constantFrom(...Array.from('0123456789X')), typography, (head, sign, how) => {
        fc.pre(sign !== residentIdSign(head));
        const rules = said(typeset(head + sign, how));
        expect(rules).not.toContain('BLOCK:id18');
        expect(rules.some((rule) => ['REVIEW:id18-shape', 'BLOCK:bank', 'INFO:uscc'].includes(rule))).toBe(
          true,
        );
      }),
    );
  });

  it('finds cards by issuer and check digit, and not one that is off by one digit', () => {
    const card = digits(16).map((body) => {
      const head = `62${body}`;
      const last = Array.from('0123456789').find((sign) => passesLuhn(head + sign)) ?? '';
      return head + last;
    });
    fc.assert(
      fc.property(card, fc.integer({ min: 1, max: 9 }), typography, (number, off, how) => {
        expect(said(typeset(number, how))).toContain('BLOCK:bank');
        const wrong = number.slice(0, -1) + String((Number(number.at(-1)) + off) % 10);
        expect(said(typeset(wrong, how))).not.toContain('BLOCK:bank');
      }),
    );
  });

  it('a credit code is public, whatever it is made of', () => {
    const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const code = fc
      .tuple(
        fc.constantFrom('91', '92', '11', 'A1'),
        digits(6),
        fc.array(fc.constantFrom(...Array.from(signs)), { minLength: 9, maxLength: 9 }),
      )
      .map(([head, region, body]) => `${head}${region}${body.join('')}`)
      .map((head) => head + creditCodeSign(head));
    fc.assert(
      fc.property(code, (text) => {
        expect(said(`统一社会信用代码：${text}`).filter((rule) => rule.startsWith('BLOCK:id'))).toEqual([]);
        expect(said(`统一社会信用代码：${text}`)).toContain('INFO:uscc');
      }),
    );
  });

  it('an office’s own number is no finding, however it is written', () => {
    expect(said('联系电话：139 0000 1234')).toEqual(['REVIEW:mobile']);
    expect(said('联系电话：139 0000 1234', { published: ['139-0000-1234'] })).toEqual([]);
  });
});

describe('words', () => {
  it.each([
    ['请截止2026年11月28日前完成', 'slip', '截至'],
    ['开设帐户', 'slip', '账'],
    ['2026年11月28日（星期五）', 'weekday', '六'],
    ['望城管发[2026]第018号', 'docno-format', '〔2026〕18号'],
    ['二○二六年', 'zero-glyph', '〇'],
  ])('%s', (text, rule, instead) => {
    expect(found(text)).toMatchObject([{ rule, instead }]);
  });

  it('a penalty’s number may have its 第 and zeros', () => {
    expect(said('望城管罚决字〔2026〕第0147号')).toEqual(['WARN:docno-format']);
    expect(said('望城管罚决字〔2026〕第0147号', { category: '行政处罚' })).toEqual([]);
    expect(said('望城管罚决字[2026]0147号', { category: '行政处罚' })).toEqual(['WARN:docno-format']);
  });

  it('a person’s condition beside a name is a reviewer’s', () => {
    expect(said('张某，女，肢体残疾')).toEqual(['REVIEW:vulnerable']);
  });

  it('the office’s dictionary says its own level, and what is meant', () => {
    const dictionary = [{ word: '台湾国', level: 'block' as const, instead: '台湾地区', why: '涉台表述' }];
    expect(found('来自台湾国的', { dictionary })).toMatchObject([
      { rule: 'dictionary', level: 'block', instead: '台湾地区', from: 2, to: 5 },
    ]);
  });

  it.each([
    '关爱未成年人和残疾人',
    '不得涉及国家秘密、商业秘密',
    '做好保密审查',
    '公开征求意见',
    '2026年11月28日（星期六）',
  ])('lawful text is left alone: %s', (text) => {
    expect(said(text)).toEqual([]);
  });
});

it('the demo office’s announcements raise no block', () => {
  const folder = new URL('../../../demo/announcements/', import.meta.url);
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  expect(texts.length).toBeGreaterThan(5);
  for (const text of texts) expect(said(text).filter((rule) => rule.startsWith('BLOCK'))).toEqual([]);
});
