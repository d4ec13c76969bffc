import { expect, it } from '@jest/globals';
import { dayOf, newSlug } from './slug.js';

it('a day begins at midnight in China', () => {
  expect(dayOf(new Date('2026-11-23T15:59:59Z'))).toBe('20261123');
  expect(dayOf(new Date('2026-11-23T16:00:00Z'))).toBe('20261124');
});

it('a slug is the day and six plain characters', () => {
  expect(newSlug(new Date('2026-11-23T00:00:00Z'))).toMatch(/^20261123-[a-hj-np-z2-9]{6}$/);
});
