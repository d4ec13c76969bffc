import { expect, test } from '@jest/globals';
import { network } from './attempts.js';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::'],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, counted) => {
  expect(network(address)).toBe(counted);
});
