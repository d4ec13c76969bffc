import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayText } from '../../contract/kit/office-time.js';
import { DAY_MS, HOUR_MS, superfluous, WEEK_MS, type KeptState } from './thin.js';

const now = new Date('2026-11-28T03:10:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const thin = (states: readonly KeptState[], at: Date): KeptState[] => {
  const gone = new Set(superfluous(states, at));
  return states.filter(({ id }) => !gone.has(id));
};

const states = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 20 * DAY_MS }).map(ago),
      submitted: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { maxLength: 120 },
  )
  .map((some) => some.map((state, index) => ({ ...state, id: String(index) })));

test('all of the last day, one an hour for a week, one a day afterwards', () => {
  const every10Minutes = Array.from({ length: 6 * 24 * 10 }, (_, n) => ({
    id: String(n),
    at: ago(n * 600_000),
    submitted: false,
  }));
  const kept = thin(every10Minutes, now);
  const between = (from: number, to: number) =>
    kept.filter(({ at }) => at >= ago(to) && at < ago(from)).length;
  expect(kept.filter(({ at }) => at >= ago(DAY_MS)).length).toBe(6 * 24 + 1);
  expect(between(DAY_MS, WEEK_MS)).toBe(6 * 24 + 1);
  expect(between(WEEK_MS, 10 * DAY_MS)).toBe(4);
});

test('what was submitted and what is fresh always stays, and nothing goes without a newer one of its span', () => {
  fc.assert(
    fc.property(states, (all) => {
      const kept = thin(all, now);
      for (const state of all.filter((one) => !kept.includes(one))) {
        expect(state.submitted).toBe(false);
        expect(now.getTime() - state.at.getTime()).toBeGreaterThan(DAY_MS);
        const old = now.getTime() - state.at.getTime() > WEEK_MS;
        const span = ({ at }: KeptState) => (old ? dayText(at) : String(Math.floor(at.getTime() / HOUR_MS)));
        expect(kept.some((one) => !one.submitted && span(one) === span(state) && one.at >= state.at)).toBe(
          true,
        );
      }
    }),
  );
});

test('of an hour and of a day no second one stays', () => {
  fc.assert(
    fc.property(states, (all) => {
      const spans = thin(all, now)
        .filter(({ at, submitted }) => !submitted && at < ago(DAY_MS))
        .map(({ at }) => (at < ago(WEEK_MS) ? dayText(at) : Math.floor(at.getTime() / HOUR_MS)));
      expect(new Set(spans).size).toBe(spans.length);
    }),
  );
});

test('thinning again changes nothing, and thinning on the way leaves the same in the end', () => {
  fc.assert(
    fc.property(states, fc.integer({ min: 0, max: 30 * DAY_MS }), (all, later) => {
      expect(thin(thin(all, now), now)).toEqual(thin(all, now));
      const end = new Date(now.getTime() + 8 * DAY_MS + later);
      expect(thin(thin(all, now), end)).toEqual(thin(all, end));
    }),
  );
});
