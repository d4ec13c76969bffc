import { expect, test } from '@jest/globals';
import { parseTicks } from './ticks.js';

test.each([
  ['[0,2]', [0, 2]],
  ['not ours', []],
  ['{"0":true}', []],
  ['[-1]', []],
])('ticks stored as %s', (text, ticks) => {
  expect(parseTicks(text)).toEqual(ticks);
});
