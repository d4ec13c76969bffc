import { expect, it } from '@jest/globals';
import { daysOf, instantsOf, spellDays } from './period.js';

it.each([
  ['7d', { from: '2026-02-23' }],
  ['30d', { from: '2026-01-31' }],
  ['this-year', { from: '2026-01-01' }],
  ['last-year', { from: '2025-01-01', to: '2025-12-31' }],
  ['this-month', { from: '2026-03-01' }],
  ['last-month', { from: '2026-02-01', to: '2026-02-28' }],
  ['this-quarter', { from: '2026-01-01' }],
  ['last-quarter', { from: '2025-10-01', to: '2025-12-31' }],
  ['2026-01-05..2026-01-09', { from: '2026-01-05', to: '2026-01-09' }],
  ['..2026-01-09', { to: '2026-01-09' }],
  ['2024-02-29..', { from: '2024-02-29' }],
  ['2026-02-29..', undefined],
  ['2026-13-01..', undefined],
  ['..', undefined],
  ['', undefined],
  ['8d', undefined],
])('%s on the first of March is %j', (text, expected) => {
  expect(daysOf(text, '2026-03-01')).toEqual(expected);
});

it('days begin in the office, and the last one is whole', () => {
  expect(instantsOf({ from: '2026-01-01', to: '2026-12-31' })).toEqual({
    from: '2025-12-31T16:00:00.000Z',
    to: '2026-12-31T16:00:00.000Z',
  });
});

it('picked days are read as they were written', () => {
  for (const days of [{ from: '2026-01-05' }, { to: '2026-01-09' }, { from: '2026-01-05', to: '2026-01-09' }])
    expect(daysOf(spellDays(days), '2026-03-01')).toEqual(days);
  expect(spellDays({})).toBe('');
});
