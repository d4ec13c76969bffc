import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Seen } from '../contract/channel.js';
import type { Claim } from './claims.js';
import { afterError, afterLook, afterRun } from './verdicts.js';

const at = new Date('2026-11-23T02:00:00Z');
const claim = (fields: Partial<Claim> = {}): Claim => ({
  id: 'd',
  officeId: 'o',
  announcementId: 'a',
  targetId: 't',
  channel: 'sink',
  operation: 'publish',
  was: 'queued',
  state: 'sending',
  fence: '1',
  tries: 1,
  looks: 0,
  itemKey: 'd',
  renditionHash: 'sha256:00',
  receipt: null,
  publishAt: at,
  windowEndsAt: null,
  goneReason: null,
  priority: 'routine',
  versionNumber: 1,
  slug: 's',
  attemptId: 'x',
  failures: 0,
  liveAt: null,
  claimedAt: at,
  ...fields,
});
const facts = (settleMs = 1_000, nowMs = 0) => ({
  channel: { settleMs },
  now: () => new Date(at.getTime() + nowMs),
});
const receipt = { state: 'done' as const, ref: 'r', url: 'https://example.cn/r' };

const seen = fc.oneof<fc.Arbitrary<Seen>[]>(
  fc.constant({ is: 'live', receipt }),
  fc.record({ is: fc.constant('pending' as const), again: fc.option(fc.date(), { nil: undefined }) }),
  fc.constant({ is: 'gone' }),
  fc.constant({ is: 'absent' }),
  fc.constant({ is: 'failed', reason: 'no' }),
  fc.constant({ is: 'unknown' }),
);
const states = fc.constantFrom<Claim['state'][]>('sending', 'accepted');

describe('a look at a publish', () => {
  it('opens another attempt only after a proven absence, and then only while the ladder lasts', () => {
    fc.assert(
      fc.property(seen, states, fc.nat(10), fc.nat(10), fc.nat(5_000), (what, state, tries, looks, age) => {
        const held = claim({ was: state, state, tries, looks });
        const verdict = afterLook(held, facts(1_000, age), at, what);
        if (verdict.state !== 'scheduled') return;
        expect(what.is).toBe('absent');
        expect(age).toBeGreaterThanOrEqual(1_000);
        expect(verdict.voidSteps).toBe(true);
      }),
    );
  });

  it('always says when to look again, until it is settled or a person has to say', () => {
    fc.assert(
      fc.property(seen, states, fc.nat(10), fc.nat(10), fc.nat(5_000), (what, state, tries, looks, age) => {
        const verdict = afterLook(claim({ was: state, state, tries, looks }), facts(1_000, age), at, what);
        const open = ['sending', 'accepted', 'scheduled', 'live'].includes(verdict.state);
        expect(verdict.dueInMs !== undefined || verdict.again !== undefined).toBe(open);
      }),
    );
  });

  it('that can never tell ends with a person, and never by itself', () => {
    let held = claim({ was: 'sending' });
    for (let look = 0; look < 20 && held.state !== 'unconfirmed'; look += 1) {
      const verdict = afterLook(held, facts(0, look), at, { is: 'unknown' });
      held = { ...held, state: verdict.state, looks: verdict.looks };
    }
    expect(held.state).toBe('unconfirmed');
  });
});

describe('a run', () => {
  it('that answered is never sent again before a look has proven its absence', () => {
    fc.assert(
      fc.property(seen, (what) => {
        const verdict = afterRun(claim(), facts(), { receipt: { state: 'pending', token: null } }, what);
        expect(['live', 'accepted', 'failed']).toContain(verdict.state);
      }),
    );
  });

  it('takes the time that the channel names', () => {
    const again = new Date(at.getTime() + 60_000);
    const named = afterRun(
      claim(),
      facts(),
      { receipt: { state: 'pending', token: 1, again } },
      { is: 'pending' },
    );
    expect(named).toMatchObject({ state: 'accepted', again });
  });

  it('that failed goes by its verdict', () => {
    const wait = (tries: number) => afterError(claim({ tries }), { verdict: 'retry' }, 'refused', facts());
    expect([1, 2, 3, 4, 5, 6, 7].map((tries) => wait(tries).dueInMs)).toEqual([
      5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000, 18_000_000,
    ]);
    expect(wait(8)).toMatchObject({ state: 'failed', error: 'refused' });
    expect(afterError(claim(), { verdict: 'unknown' }, 'lost', facts(700))).toMatchObject({
      state: 'sending',
      dueInMs: 700,
    });
    expect(afterError(claim(), { verdict: 'reject' }, 'no')).toMatchObject({ state: 'failed', error: 'no' });
    expect(afterError(claim(), { verdict: 'reauth' }, 'who')).toMatchObject({
      state: 'scheduled',
      pauseTarget: true,
    });
  });
});

describe('a recall', () => {
  const recall = (what: Seen, nowMs = 5_000, fields: Partial<Claim> = {}) =>
    afterLook(
      claim({ operation: 'recall', was: 'accepted', state: 'accepted', ...fields }),
      facts(1_000, nowMs),
      at,
      what,
    );

  it('is done only when it is seen gone, or absent for so long that nothing can arrive any more', () => {
    expect(recall({ is: 'gone' }).state).toBe('done');
    expect(recall({ is: 'absent' }, 500)).toMatchObject({ state: 'accepted', dueInMs: 500 });
    expect(recall({ is: 'absent' }, 1_000).state).toBe('done');
  });

  it('that is still there is called again, and then a person’s', () => {
    expect(recall({ is: 'live', receipt })).toMatchObject({ state: 'scheduled', dueInMs: 5_000 });
    expect(recall({ is: 'live', receipt }, 5_000, { tries: 8 })).toMatchObject({ state: 'with_person' });
  });

  it('hands what a channel names to a person, and goes on looking', () => {
    const person = { kind: 'silent', text: { zh: '请到现场', en: 'go there' } };
    const verdict = recall({ is: 'pending', person });
    expect(verdict).toMatchObject({ state: 'with_person', task: person });
    expect(verdict.dueInMs).toBeGreaterThan(0);
  });

  it('never fails on a refusal: somebody has to see to it', () => {
    const held = claim({ operation: 'recall' });
    expect(afterError(held, { verdict: 'reject' }, 'no').state).toBe('with_person');
    expect(afterError({ ...held, tries: 8 }, { verdict: 'retry' }, 'no').state).toBe('with_person');
  });
});

describe('a patrol', () => {
  const held = fc.constantFrom<Claim['state'][]>('live', 'missing');
  const lived = fc.integer({ min: 0, max: 400 * 86_400_000 });

  it('never sends anything, and always says when to look again: after ten minutes at least, a week at most', () => {
    fc.assert(
      fc.property(seen, held, fc.nat(10), lived, (what, state, looks, age) => {
        const live = claim({ was: state, state, looks, liveAt: new Date(at.getTime() - age) });
        const verdict = afterLook(live, facts(), at, what);
        expect(['live', 'missing']).toContain(verdict.state);
        expect(verdict.voidSteps).toBeUndefined();
        if (what.is === 'unknown' && verdict.state === state) return;
        expect(verdict.dueInMs).toBeGreaterThanOrEqual(600_000);
        expect(verdict.dueInMs).toBeLessThanOrEqual(604_800_000);
      }),
    );
  });

  it('calls missing only what it has seen to be away, or what nobody could tell for the whole ladder', () => {
    const live = claim({ was: 'live', state: 'live', liveAt: at });
    const verdictOf = (what: Seen, looks = 0) => afterLook({ ...live, looks }, facts(), at, what);
    expect(verdictOf({ is: 'absent' })).toMatchObject({ state: 'missing', task: { kind: 'missing' } });
    expect(verdictOf({ is: 'gone' }).state).toBe('missing');
    expect(verdictOf({ is: 'unknown' }).state).toBe('live');
    expect(verdictOf({ is: 'unknown', reason: 'the page differs' }, 6)).toMatchObject({
      state: 'missing',
      error: 'the page differs',
    });
  });
});
