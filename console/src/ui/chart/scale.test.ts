import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scaleOf } from './scale.js';

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [100, [0, 50, 100]],
  [101, [0, 50, 100, 150]],
  [1234, [0, 500, 1000, 1500]],
])('%i', (most, ticks) => {
  expect(scaleOf(most)).toEqual({ top: ticks.at(-1), ticks });
});

test('whatever it has to hold, it holds it with two to six lines of whole numbers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (most) => {
      const { top, ticks } = scaleOf(most);
      expect(top).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});
