import { describe, expect, it } from '@jest/globals';
import { mayNotCheck, slipState } from './standing.js';

const open = { outcome: null, recorded: false, decided: false, current: true };

describe('a slip', () => {
  it.each([
    ['open', {}],
    ['waiting', { recorded: true }],
    ['used', { outcome: 'confirmed', recorded: true, decided: true, current: false }],
    ['outdated', { current: false }],
    ['outdated', { decided: true, recorded: true }],
  ] as const)('is %s', (state, more) => {
    expect(slipState({ ...open, ...more })).toBe(state);
  });
});

describe('the second look at a scan', () => {
  const record = {
    recordedBy: { id: 'recorder' },
    signer: { id: 'signer' },
    drafters: ['drafter', 'beginner'],
    current: true,
    decided: false,
  };
  const caller = (memberId: string, ...permissions: string[]) => ({
    memberId,
    permissions: new Set(['review.paper', ...permissions]),
  });
  it('is taken by anybody else who may', () => {
    expect(mayNotCheck(record, caller('other'))).toBeUndefined();
  });
  it.each([
    ['recorder', record, caller('recorder')],
    ['drafter', record, caller('drafter')],
    ['drafter', record, caller('beginner')],
    ['signer', record, caller('signer')],
    ['role', record, { memberId: 'other', permissions: new Set<string>() }],
    ['outdated', { ...record, current: false }, caller('other')],
    ['checked', { ...record, outcome: 'rejected' }, caller('other')],
  ] as const)('is not taken: %s', (reason, about, by) => {
    expect(mayNotCheck(about, by)).toBe(reason);
  });
});
