import { expect, it } from '@jest/globals';
import { standing } from './standing.js';

const from = { startsAt: '2026-11-23T00:00:00.000Z', endsAt: '2026-11-30T00:00:00.000Z' };

it.each([
  ['coming', '2026-11-22T23:59:59.999Z'],
  ['now', '2026-11-23T00:00:00.000Z'],
  ['now', '2026-11-29T23:59:59.999Z'],
  ['over', '2026-11-30T00:00:00.000Z'],
] as const)('a delegation is %s at %s', (state, at) => {
  expect(standing(from, new Date(at))).toBe(state);
  expect(standing({ ...from, revokedAt: from.startsAt }, new Date(at))).toBe('revoked');
});
