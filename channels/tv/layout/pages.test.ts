import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runsText } from '../../../src/contract/slide/document.js';
import { readFont } from '../../../src/platform/fonts.js';
import { columnWidth, safe, type } from './area.js';
import { blocksOf, type Block } from './blocks.js';
import { breakEvenly, breakLines, linesText } from './lines.js';
import { meterOf } from './meter.js';
import { pagesOf, type Page } from './pages.js';
import { surroundOf } from './surround.js';

const meter = await meterOf(await readFont('regular'), await readFont('bold'));
const surround = surroundOf(
  { title: '关于开展冬季市容环境集中整治的通告', category: '通知公告', issuer: '望河区城市管理局' },
  meter,
);

/** Text as officials write it: Han, marks of every kind, numbers, words, quotations, now and then something endless. */
const piece = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...Array.from('为改善冬季市容环境保障道路通行安全依据条例现就有关事项通告如下'),
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom(...Array.from('，。；：、！？（）《》〔〕“”‘’—…·%')) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('2026年12月1日', '0000-5550312', '8:30—12:00', '3.5%', '12345', '一、'),
  },
  { weight: 1, arbitrary: fc.constantFrom(' ', 'DN400', 'PM2.5', 'http://wanghe.example/a/b/c', 'W', '𠮷') },
  { weight: 1, arbitrary: fc.constantFrom('9'.repeat(80), 'https://wanghe.example/' + 'x'.repeat(90)) },
);
const text = fc.array(piece, { minLength: 1, maxLength: 220 }).map((parts) => parts.join(''));
const runs = fc
  .array(fc.record({ text, strong: fc.boolean() }), { minLength: 1, maxLength: 3 })
  .map((all) =>
    all.map(({ text: t, strong }) => (strong ? { text: t, strong: true as const } : { text: t })),
  );
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('text' as const), runs }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('heading' as const), runs }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('row' as const), runs }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('item' as const),
      marker: fc.constantFrom('1.', '（12）', '•'),
      depth: fc.nat({ max: 4 }),
      runs,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      role: fc.constant('signature' as const),
      runs,
    }),
  },
);

const withoutSpaces = (value: string): string => value.replace(/\s/g, '');
const shownOn = (pages: readonly Page[]): string =>
  pages.map(({ lines }) => linesText(lines.map(({ line }) => line))).join('');

describe('pages', () => {
  test('lose nothing and keep the order', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 12 }), (blocks) => {
        const said = blocks.map((one) => (one.kind === 'picture' ? '' : runsText(one.runs))).join('');
        expect(withoutSpaces(shownOn(pagesOf(blocks, surround)))).toBe(withoutSpaces(said));
      }),
      { numRuns: 60 },
    );
  });

  test('cut nothing: every line is within the column, every page within the title-safe area, no line on another', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 12 }), (blocks) => {
        for (const page of pagesOf(blocks, surround)) {
          let before = 0;
          for (const { line, x, y } of page.lines) {
            expect(x + line.indent).toBeGreaterThanOrEqual(safe.left);
            expect(x + line.indent + line.width).toBeLessThanOrEqual(safe.left + columnWidth + 0.01);
            expect(y).toBeGreaterThanOrEqual(before);
            before = y + type.text.line;
          }
          expect(before).toBeLessThanOrEqual(surround.bottom);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('never end with a heading, and say which of how many they are', () => {
    const filler = (count: number) => `<p>${'为改善冬季市容环境，'.repeat(count)}</p>`;
    for (let count = 1; count < 40; count += 1) {
      const blocks = blocksOf(`${filler(count)}<h2>小标题</h2>${filler(12)}`, [], '局');
      const pages = pagesOf(blocks, surround);
      for (const { lines } of pages) expect(lines.at(-1)?.look).toBe('text');
      expect(pages.map(({ number }) => number)).toEqual(pages.map((_, index) => index + 1));
    }
  });

  test('leave no single line of a paragraph behind or ahead', () => {
    for (let count = 1; count < 60; count += 1) {
      const blocks = blocksOf(`<p>${'甲'.repeat(11 * count)}</p><p>${'乙'.repeat(300)}</p>`, [], '局');
      for (const { lines } of pagesOf(blocks, surround))
        for (const sign of ['甲', '乙']) {
          const here = lines.filter(({ line }) => linesText([line]).startsWith(sign)).length;
          const all = breakLines([{ text: sign.repeat(sign === '甲' ? 11 * count : 300) }], {
            meter,
            size: type.text.size,
            width: columnWidth,
            firstIndent: 2,
          }).length;
          if (all > 1) expect(here).not.toBe(1);
        }
    }
  });

  test('show a picture by itself, when the text around it has been read', () => {
    const asset = { hash: `sha256:${'0'.repeat(64)}`, name: 'p.jpg', mediaType: 'image/jpeg', size: 1 };
    const body = `<p>前文</p><figure><img src="asset:${asset.hash}" alt="桥"><figcaption>安澜桥</figcaption></figure><p>后文</p>`;
    const pages = pagesOf(blocksOf(body, [asset], '局'), surround);
    expect(pages.map(({ kind }) => kind)).toEqual(['text', 'picture']);
    expect(shownOn(pages)).toBe('前文\n后文安澜桥');
  });
});

describe('lines', () => {
  const column = { meter, size: 48, width: columnWidth };

  test('begin with no closing mark and end with no opening one', () => {
    const words = fc.integer({ min: 1, max: 9 }).map((length) => '通告如下整治环境条例'.slice(0, length));
    const marked = fc.tuple(
      words,
      fc.constantFrom('，', '。', '；', '：', '、', '！', '？', '……', '——', '”，', '》、', '）。'),
    );
    const opened = fc.tuple(fc.constantFrom('“', '《', '（', '〔', '‘'), words);
    const sentences = fc
      .array(fc.oneof(marked, opened), { minLength: 20, maxLength: 80 })
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(sentences, (sentence) => {
        const lines = breakLines([{ text: sentence }], column).map(({ runs: line }) => runsText(line));
        for (const line of lines.slice(1)) expect(line).not.toMatch(/^[，。；：、！？）》〕”’…]/);
        for (const line of lines.slice(0, -1)) expect(line).not.toMatch(/[“《（〔‘]$/);
      }),
      { numRuns: 100 },
    );
  });

  test('keep dates, times and numbers whole', () => {
    for (let lead = 1; lead < 30; lead += 1)
      for (const whole of ['2026年12月1日', '8:30—12:00', '〔2026〕9号', '0000-5550312', '3200户']) {
        const lines = breakLines([{ text: `${'字'.repeat(lead)}${whole}${'字'.repeat(30)}` }], column);
        expect(lines.filter(({ runs: line }) => runsText(line).includes(whole))).toHaveLength(1);
      }
  });

  test('of a title are about equally long, and the last has more than one character', () => {
    const title = '关于望河区二〇二六年度城市管理和综合行政执法工作情况的公告（第三批）';
    const lines = breakEvenly([{ text: title, strong: true }], { ...column, size: 64, width: 1536 });
    expect(lines).toHaveLength(2);
    const [first, second] = lines.map(({ width }) => width);
    expect(Math.abs((first ?? 0) - (second ?? 0))).toBeLessThan(300);
    const plain = breakLines([{ text: '字'.repeat(26) }], column);
    expect(plain.map(({ runs: line }) => runsText(line).length)).toEqual([24, 2]);
  });
});

describe('tables', () => {
  const rows = (html: string): string[] =>
    blocksOf(html, [], '局').map((one) => (one.kind === 'picture' ? '' : runsText(one.runs)));

  test('are told row by row, each value behind the name of its column', () => {
    expect(
      rows(
        '<table><caption>名单</caption><thead><tr><th>姓名</th><th>性别</th><th>职务</th></tr></thead>' +
          '<tbody><tr><td>言望川</td><td>男</td><td>科长</td></tr><tr><td>简明河</td><td></td><td>副科长</td></tr></tbody></table>',
      ),
    ).toEqual(['名单', '言望川　性别：男；职务：科长', '简明河　职务：副科长']);
  });

  test('say a cell that spans rows in each of them, and one that spans columns once', () => {
    expect(
      rows(
        '<table><tr><th>路段</th><th>上午</th><th>下午</th></tr><tr><td rowspan="2">滨河路</td><td>停</td><td>行</td></tr>' +
          '<tr><td colspan="2">全天停</td></tr></table>',
      ),
    ).toEqual(['滨河路　上午：停；下午：行', '滨河路　上午：全天停']);
  });

  test('with spans that are meant to hurt stay small', () => {
    const cell = '<td colspan="100000" rowspan="100000">x</td>';
    const [row] = rows(`<table><tr><th>a</th></tr><tr>${cell.repeat(20)}</tr></table>`);
    expect(row?.length).toBeLessThan(100);
  });
});
