import { expect, test } from '@jest/globals';
import { safeNext } from './safe-next.js';

const origin = 'https://tongbo.example';

test('a path of this house is kept', () => {
  expect(safeNext('/tasks?kind=unknown#last', origin)).toBe('/tasks?kind=unknown#last');
  expect(safeNext('/announcements?q=公告', origin)).toBe('/announcements?q=%E5%85%AC%E5%91%8A');
});

test.each([
  null,
  '',
  'tasks',
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n//elsewhere.example',
  '/.//elsewhere.example',
  '/x/..//elsewhere.example',
])('%j leads to the first page', (next) => {
  expect(safeNext(next, origin)).toBe('/');
});
