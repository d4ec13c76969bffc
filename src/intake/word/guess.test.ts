import { describe, expect, it } from '@jest/globals';
import type { WordParagraph } from './document.js';
import { guessCategory, guessFields, readDocNo } from './guess.js';
import { guessHeadings } from './headings.js';

const lines = (...texts: (string | Partial<WordParagraph>)[]): WordParagraph[] =>
  texts.map((given, at) => ({
    at,
    text: '',
    style: 'Normal',
    centred: false,
    size: 16,
    strong: false,
    listed: false,
    ...(typeof given === 'string' ? { text: given } : given),
  }));
const guess = (paragraphs: WordParagraph[], rows: string[][] = [], property?: string) =>
  guessFields({ paragraphs, rows, property, fileName: '附件 2.docx' });

describe('document numbers', () => {
  it.each([
    ['望城管通〔2026〕9号', '望城管通〔2026〕9号'],
    [' 望城管规 [2026] 第 012 号 ', '望城管规〔2026〕12号'],
    ['（望城管人（2026）21号）', '望城管人〔2026〕21号'],
    ['文 号：望城管罚字〔2026〕7号', '望城管罚字〔2026〕7号'],
    ['依据望城管通〔2026〕9号文件执行', undefined],
    ['2026年9号', undefined],
  ])('%s', (text, expected) => {
    expect(readDocNo(text)).toBe(expected);
  });
});

describe('title', () => {
  it('is put together from its lines', () => {
    const found = guess(
      lines(
        { text: '明川市望河区城市管理局', centred: true, size: 28 },
        { text: '望城管通〔2026〕9号', centred: true },
        { text: '关于开展冬季市容环境', centred: true, size: 22 },
        { text: '集中整治的通　告', centred: true, size: 22 },
        { text: '（征求意见稿）', centred: true, size: 16 },
        '各街道：',
      ),
    );
    expect(found).toMatchObject({
      title: '关于开展冬季市容环境集中整治的通告',
      issuer: '明川市望河区城市管理局',
    });
    expect([...found.taken].sort()).toEqual([0, 1, 2, 3]);
  });
  it('is the styled line before any centred one', () => {
    expect(
      guess(lines('前言', { text: '年度 报告', style: 'Title' }, { text: '第一章', centred: true })).title,
    ).toBe('年度报告');
  });
  it('keeps the spaces of Latin words', () => {
    expect(guess(lines({ text: 'Open Data 开放 指南', style: 'heading 1' })).title).toBe('Open Data开放指南');
  });
  it('falls back to the property, a short first line, the file’s name', () => {
    const text = '为改善市容环境，保障道路通行安全，依据有关条例，现就有关事项通告如下：';
    expect(guess(lines(text), [], '关于占道施工的公告').title).toBe('关于占道施工的公告');
    expect(guess(lines('占道施工公告', text), [], '文档1').title).toBe('占道施工公告');
    expect(guess(lines(text)).title).toBe('附件 2');
    expect(guess(lines('占道施工公告', text)).taken.size).toBe(0);
  });
});

describe('the rest of the head and foot', () => {
  it('reads a table of facts', () => {
    const rows = [
      ['索 引 号', 'MB9900005/2026-00133', '发布机构：', '望河区城市管理局'],
      ['文号', '望城管规〔2026〕2号'],
    ];
    expect(guess(lines('正文'), rows)).toMatchObject({
      indexNo: 'MB9900005/2026-00133',
      docNo: '望城管规〔2026〕2号',
      issuer: '望河区城市管理局',
    });
  });
  it('reads the index number’s line and the signature', () => {
    const found = guess(
      lines('索引号：MB9900005/2026-00133', '正文。', '望河区城市管理局', '2026年11月23日', '附件：名单'),
    );
    expect(found).toMatchObject({
      indexNo: 'MB9900005/2026-00133',
      issuer: '望河区城市管理局',
      date: '2026年11月23日',
    });
  });
  it('takes no sentence for a signature', () => {
    expect(guess(lines('联系电话，请致电办公室', '2026年11月23日')).issuer).toBeUndefined();
  });
});

it('categories follow from the title’s words', () => {
  expect(guessCategory('《望河区户外招牌设置管理办法》解读')).toBe('解读');
  expect(guessCategory('关于拟提拔人选的公示')).toBe('公示');
  expect(guessCategory('关于自来水管网抢修的通告')).toBe('应急信息');
  expect(guessCategory('工作简报')).toBeUndefined();
});

describe('headings by their look', () => {
  it('count when the whole level looks so', () => {
    const all = lines(
      { text: '一、时间', strong: true },
      '正文。',
      { text: '二、范围', strong: true },
      { text: '（一）道路', strong: true },
      '（二）市场：包括',
    );
    expect([...guessHeadings(all, new Set())]).toEqual([
      [0, 'Heading 2'],
      [2, 'Heading 2'],
    ]);
    expect(guessHeadings(lines({ text: '一、时间', strong: true }, '二、范围：全区。'), new Set()).size).toBe(
      0,
    );
  });
  it('are left alone when the author marked headings', () => {
    expect(
      guessHeadings(
        lines({ text: '一、时间', strong: true }, { text: '附则', style: 'heading 1' }),
        new Set(),
      ).size,
    ).toBe(0);
  });
});
