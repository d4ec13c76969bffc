import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterState, mayNotOnDuty, mayNotReviewAfter } from './rules.js';

describe('who lets an emergency announcement go', () => {
  it('is on duty, no drafter, and another one than before', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.subarray(['me', 'a']),
        fc.subarray(['me', 'b']),
        (onDuty, drafters, had) => {
          const decided = had.map((memberId) => ({ memberId }));
          const expected = onDuty && !drafters.includes('me') && !had.includes('me');
          expect(mayNotOnDuty({ onDuty, drafters, decided }, 'me') === undefined).toBe(expected);
        },
      ),
    );
    const acted = { onDuty: true, drafters: [], decided: [{ memberId: 'b', forId: 'me' }] };
    expect(mayNotOnDuty(acted, 'me')).toBe('taken');
  });
});

describe('the review afterwards', () => {
  const dueAt = '2026-11-27T08:58:00.000Z';
  it.each([
    ['open', '2026-11-27T04:57:59.999Z'],
    ['near', '2026-11-27T04:58:00.000Z'],
    ['overdue', '2026-11-27T08:58:00.000Z'],
  ] as const)('is %s at %s', (state, at) => {
    expect(afterState({ dueAt }, new Date(at))).toBe(state);
    expect(afterState({ dueAt, outcome: 'recall' }, new Date(at))).toBe('done');
  });

  it('is taken by who decides, and neither let it go nor drafted it', () => {
    const about = { approvers: ['a', 'b'], drafters: ['c'] };
    const permissions = new Set(['review.decide']);
    expect(mayNotReviewAfter(about, { memberId: 'd', permissions })).toBeUndefined();
    expect(mayNotReviewAfter(about, { memberId: 'a', permissions })).toBe('approver');
    expect(mayNotReviewAfter(about, { memberId: 'c', permissions })).toBe('drafter');
    expect(mayNotReviewAfter(about, { memberId: 'd', permissions: new Set() })).toBe('role');
    expect(mayNotReviewAfter({ ...about, outcome: 'confirmed' }, { memberId: 'd', permissions })).toBe(
      'done',
    );
  });
});
