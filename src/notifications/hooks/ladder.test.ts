import { expect, it } from '@jest/globals';
import { GIVE_UP_AFTER, pauseAfter } from './ladder.js';

it('waits longer each time, and about a day in all', () => {
  const pauses = Array.from({ length: GIVE_UP_AFTER - 1 }, (_, index) => pauseAfter(index + 1));
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses[0]).toBe(30_000);
  const hours = pauses.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(12);
  expect(hours).toBeLessThan(36);
});
