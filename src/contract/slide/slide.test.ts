import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Block, SlidesV1 } from './document.js';
import { dayText, escape, qrPath, slideMarkup, wholeNumbers } from './markup.js';
import { estimatePages, layoutFor, scalesFor, usualPanel } from './panel.js';

const wall = { width: 1920, height: 1080 };
const slides = (blocks: Block[], title = '标题'): SlidesV1 => ({
  format: 'slides.v1',
  category: '公告',
  issuer: '某局',
  title,
  permalink: 'http://localhost/n/x',
  published: 'x',
  blocks,
});
const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] });

describe('legible sizes', () => {
  it('are 46 and 64 pixels on a 55-inch panel at 4 m', () => {
    expect(layoutFor(usualPanel, wall)).toMatchObject({ legible: 46, title: 64, marginX: 96, marginY: 54 });
  });
  it('grow with the distance and keep lines between 18 and 28 characters', () => {
    for (const viewport of [wall, { width: 1080, height: 1920 }])
      for (const scale of scalesFor(slides([paragraph('短')]), usualPanel, viewport)) {
        const layout = layoutFor(usualPanel, viewport, scale);
        expect(layout.body).toBeGreaterThanOrEqual(layout.legible);
        expect(layout.textWidth / layout.body).toBeGreaterThan(17.5);
        expect(layout.textWidth / layout.body).toBeLessThanOrEqual(28);
      }
    expect(layoutFor({ ...usualPanel, distanceMetres: 8 }, wall).legible).toBe(92);
  });
  it('enlarge a short notice and never a long one', () => {
    expect(scalesFor(slides([paragraph('短')]), usualPanel, wall)[0]).toBeGreaterThan(1);
    expect(scalesFor(slides([paragraph('长'.repeat(2000))]), usualPanel, wall)).toEqual([1]);
  });
  it('estimate more pages for more text', () => {
    const pages = (length: number) =>
      estimatePages(slides([paragraph('字'.repeat(length))]), layoutFor(usualPanel, wall));
    expect(pages(100)).toBe(1);
    expect(pages(2500)).toBeGreaterThan(pages(800));
  });
});

describe('markup', () => {
  const frame = {
    priority: 'routine',
    portrait: false,
    tableRoom: 28,
    published: '',
    page: '1 / 1',
    picture: () => 'x',
  } as const;
  it('lets no text become markup', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escape(text)).not.toMatch(/[<>"']/);
        expect(wholeNumbers(text).replaceAll(/<(?:span class="whole"|\/span|br)>/g, '')).not.toMatch(
          /[<>"']/,
        );
      }),
    );
    const html = slideMarkup(slides([paragraph('<img src=x onerror=y>')], '"><script>'), frame);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img src=x');
  });
  it('loses no character of a text', () => {
    const plain = (html: string) => html.replaceAll(/<[^>]*>/g, '');
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9年月日号〔〕:—.%一二三]{0,40}$/), (text) => {
        expect(plain(wholeNumbers(text))).toBe(text);
      }),
    );
  });
  it('keeps dates and numbers whole', () => {
    expect(wholeNumbers('至2026年12月1日8:30止')).toBe(
      '至<span class="whole">2026年12月1日</span><span class="whole">8:30</span>止',
    );
  });
  it('keeps short cells whole only while the table fits', () => {
    const cell = (text: string) => ({ runs: [{ text }] });
    const table: Block = {
      kind: 'table',
      headRows: 0,
      rows: [[cell('言望川'), cell('1986.04'), cell('市容管理科')]],
    };
    expect(slideMarkup(slides([table]), { ...frame, tableRoom: 12 })).not.toContain('class="tight"');
    expect(slideMarkup(slides([table]), { ...frame, tableRoom: 10 })).toContain('class="tight"');
    expect(slideMarkup(slides([table]), { ...frame, tableRoom: 6 })).toContain('class="tighter"');
  });
  it('tells a table that is too wide row by row, with every name and value', () => {
    const row = (...texts: string[]) => texts.map((text) => ({ runs: [{ text }] }));
    const rows = [row('姓名', '现任职务', '拟任职务'), row('言望川', '市容管理科副科长', '市容管理科科长')];
    const table: Block = { kind: 'table', headRows: 1, rows };
    const html = slideMarkup(slides([table]), { ...frame, tableRoom: 8 });
    expect(html).not.toContain('<table');
    for (const text of ['言望川', '现任职务', '市容管理科副科长', '拟任职务', '市容管理科科长'])
      expect(html).toContain(text);
    expect(slideMarkup(slides([table]), { ...frame, tableRoom: 28 })).toContain('<table');
  });
  it('says in words that a notice is urgent', () => {
    expect(slideMarkup(slides([]), { ...frame, priority: 'urgent' })).toContain('紧急');
    expect(slideMarkup(slides([]), frame)).not.toContain('紧急');
  });
  it('draws each dark module of a QR code once', () => {
    expect(qrPath({ size: 3, data: [1, 1, 0, 0, 0, 0, 0, 0, 1] }).path).toBe('M0 0h2v1h-2zM2 2h1v1h-1z');
  });
  it('writes days as offices do', () => {
    expect(dayText('2026-11-22T16:30:00Z')).toBe('2026年11月23日');
  });
});
