import { expect, test } from '@jest/globals';
import { steadyRows } from './steady.js';

const row = (id: string, state = 'queued') => ({ id, state });

test('rows stay under the pointer while their content moves on', () => {
  const held = [row('a'), row('b')];
  const newest = [row('c'), row('b', 'live'), row('a', 'sending')];
  expect(steadyRows(newest, held)).toEqual({ rows: [row('a', 'sending'), row('b', 'live')], waiting: 1 });
});

test('a row that left stays until the pointer does', () => {
  expect(steadyRows([row('b')], [row('a'), row('b')]).rows).toEqual([row('a'), row('b')]);
});

test('nobody points: the newest order', () => {
  const newest = [row('c'), row('a')];
  expect(steadyRows(newest, undefined)).toEqual({ rows: newest, waiting: 0 });
});
