import { expect, it } from '@jest/globals';
import { daysLeft } from './publicity.js';
import { stillTicker } from './ticker.js';

const calendar = {
  off: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  work: ['2026-10-10'],
};

it('the days of a 公示 that are left are working days of its window, today among them', () => {
  const left = (today: string) => daysLeft(calendar, today, '2026-09-30', '2026-10-12');
  expect([left('2026-09-30'), left('2026-10-08'), left('2026-10-09'), left('2026-10-10')]).toEqual([
    '还剩 4 个工作日',
    '还剩 4 个工作日',
    '还剩 3 个工作日',
    '还剩 2 个工作日',
  ]);
  expect(left('2026-10-12')).toBe('今日截止');
});

it('titles that may not move are shown in whole pieces that fit', () => {
  const panel = { diagonalInches: 55, distanceMetres: 4, dwellSeconds: 12 };
  const place = { panel, size: { width: 1920, height: 119 } };
  const title = '关于进一步加强冬季市容环境卫生整治工作并开展专项检查和集中清理活动的通告';
  const pieces = stillTicker([title, '短题'], place);
  expect(pieces.join('')).toBe(`${title}短题`);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(32);
});
