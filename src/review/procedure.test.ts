import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Procedure } from '../contract/api.js';
import {
  actsFor,
  defaultProcedure,
  mayNot,
  procedureOf,
  waitingStep,
  type Principal,
  type Signer,
  type Waiting,
} from './procedure.js';

const label = { zh: '审', en: 'Review' };
const chain: Procedure = {
  steps: [
    { key: 'first', label, roles: ['reviewer'], department: 'drafters' },
    { key: 'secrecy', label, roles: ['reviewer'], department: '00000000-0000-7000-8000-00000000000a' },
    { key: 'sign', label, roles: ['leader'], department: 'any' },
  ],
  distinct: true,
};
const waiting = (more: Partial<Waiting> = {}): Waiting => ({
  procedure: chain,
  decided: [],
  drafters: ['clerk'],
  department: 'street',
  category: '通知公告',
  ...more,
});
const signer = (more: Partial<Signer> = {}): Signer => ({
  memberId: 'one',
  roles: ['reviewer'],
  departmentId: 'street',
  principals: [],
  ...more,
});

describe('who may take a step', () => {
  it('asks for the role and the department that the step names', () => {
    expect(mayNot(waiting(), signer())).toBeUndefined();
    expect(mayNot(waiting(), signer({ roles: ['leader'] }))).toBe('role');
    expect(mayNot(waiting(), signer({ departmentId: 'other' }))).toBe('department');
    const second = { decided: [{ step: 'first', memberId: 'other' }] };
    expect(mayNot(waiting(second), signer())).toBe('department');
    const secrecy = signer({ departmentId: '00000000-0000-7000-8000-00000000000a' });
    expect(mayNot(waiting(second), secrecy)).toBeUndefined();
  });

  it('lets nobody sign for the department of somebody who has none', () => {
    expect(mayNot(waiting({ department: null }), signer({ departmentId: null }))).toBe('department');
  });

  it('refuses a second step to who took one, only where the procedure says so', () => {
    const decided = [
      { step: 'first', memberId: 'one' },
      { step: 'secrecy', memberId: 'two' },
    ];
    const both = signer({ roles: ['reviewer', 'leader'] });
    expect(mayNot(waiting({ decided }), both)).toBe('same');
    expect(mayNot(waiting({ decided, procedure: { ...chain, distinct: false } }), both)).toBeUndefined();
  });

  it('is never a drafter, and nobody once all is decided', () => {
    fc.assert(
      fc.property(fc.subarray(['first', 'secrecy', 'sign']), fc.boolean(), (steps, distinct) => {
        const state = waiting({
          decided: steps.map((step) => ({ step, memberId: 'x' })),
          procedure: { ...chain, distinct },
        });
        const all = signer({ memberId: 'clerk', roles: ['reviewer', 'leader', 'clerk'] });
        expect(mayNot(state, all)).toBe(steps.length === 3 ? 'decided' : 'drafter');
        const left = chain.steps.find(({ key }) => !steps.includes(key));
        expect(waitingStep(state.procedure, state.decided)).toBe(left);
      }),
    );
  });
});

describe('somebody who acts for another', () => {
  const leader = (more: Partial<Principal> = {}): Principal => ({
    ...{ memberId: 'leader', name: '测试领导', roles: ['leader'], departmentId: null },
    ...{ delegationId: 'd', categories: null },
    ...more,
  });
  const taken = [
    { step: 'first', memberId: 'one' },
    { step: 'secrecy', memberId: 'two' },
  ];
  const last = waiting({ decided: taken });
  const deputy = (more: Partial<Signer> = {}) =>
    signer({ memberId: 'deputy', principals: [leader()], ...more });

  it('takes what is theirs in no right of their own', () => {
    expect(mayNot(last, deputy())).toBeUndefined();
    expect(actsFor(last, deputy())?.memberId).toBe('leader');
    expect(actsFor(last, deputy({ roles: ['leader'] }))).toBeUndefined();
    expect(mayNot(last, deputy({ principals: [] }))).toBe('role');
    // What the principal could not take either.
    expect(mayNot(waiting(), deputy({ departmentId: 'other' }))).toBe('department');
  });

  it('does so in the categories that were given only', () => {
    const only = deputy({ principals: [leader({ categories: ['公示'] })] });
    expect(mayNot(last, only)).toBe('role');
    expect(mayNot({ ...last, category: '公示' }, only)).toBeUndefined();
  });

  it('never makes a drafter sign, nor one person two, whichever of the two it is', () => {
    const people = ['clerk', 'one', 'two', 'leader', 'deputy', 'other'];
    fc.assert(
      fc.property(
        fc.constantFrom(...people),
        fc.constantFrom(...people),
        fc.constantFrom(...people),
        fc.option(fc.constantFrom(...people)),
        fc.boolean(),
        (by, from, earlier, earlierFor, distinct) => {
          fc.pre(by !== from);
          const decided = [
            { step: 'first', memberId: earlier, forId: earlierFor },
            { step: 'secrecy', memberId: 'x' },
          ];
          const state = waiting({ decided, procedure: { ...chain, distinct } });
          const acting = signer({ memberId: by, principals: [leader({ memberId: from })] });
          const had = [earlier, earlierFor];
          const fine =
            by !== 'clerk' && from !== 'clerk' && !(distinct && (had.includes(by) || had.includes(from)));
          expect(actsFor(state, acting) !== undefined).toBe(fine);
          expect(mayNot(state, acting) === undefined).toBe(fine);
        },
      ),
    );
  });
});

describe('a frozen procedure', () => {
  it('is the short default where the office had none, and refused where it is not one', () => {
    expect(procedureOf(null)).toBe(defaultProcedure);
    expect(procedureOf({ ...chain, distinct: undefined })).toMatchObject({ distinct: false });
    expect(() => procedureOf({ steps: [] })).toThrow();
    expect(() => procedureOf({ steps: [...chain.steps, ...chain.steps] })).toThrow();
  });
});
