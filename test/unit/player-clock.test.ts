import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { Clock, type KeptTime } from '../../displays/src/cache/clock.js';

const noon = Date.parse('2026-11-26T04:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;

/** A machine whose clock somebody sets, and on which time passes. */
function aMachine(now: number) {
  let [clock, passed] = [now, 0];
  return {
    now: () => clock,
    elapsed: () => passed,
    pass(ms: number) {
      clock += ms;
      passed += ms;
    },
    step(ms: number) {
      clock += ms;
    },
  };
}
const begin = (machineNow: number, kept: KeptTime = { offset: 0 }) => {
  const machine = aMachine(machineNow);
  return { machine, clock: new Clock(kept, machine) };
};

describe('a cold start', () => {
  it('without anything known believes the machine', () => {
    const { clock } = begin(noon);
    expect([clock.now(), clock.trusted]).toEqual([noon, true]);
  });
  it('at a time that is over is known to be wrong, and nothing with an end is shown', () => {
    const { clock, machine } = begin(noon - 30 * day, { offset: 0, newest: noon });
    expect([clock.now(), clock.trusted]).toEqual([noon, false]);
    machine.pass(minute);
    clock.look();
    expect([clock.now(), clock.trusted]).toEqual([noon + minute, false]);
    expect(clock.end(noon + 30 * day)).toBeLessThan(clock.now());
    expect(clock.kept.newest).toBe(noon);
  });
  it('recovers when the hub tells the time', () => {
    const { clock } = begin(0, { offset: 0, newest: noon });
    expect(clock.heard(noon + 2 * day)).toBe(2 * day);
    expect([clock.now(), clock.trusted, clock.offsetMs]).toEqual([noon + 2 * day, true, noon + 2 * day]);
    expect(clock.end(noon + 3 * day)).toBe(noon + 3 * day);
  });
  it('adds what the machine is known to lack', () => {
    const { clock } = begin(noon - day, { offset: day, newest: noon - minute });
    expect([clock.now(), clock.trusted]).toEqual([noon, true]);
  });
});

describe('while it runs', () => {
  it('a machine that is set back changes nothing, also after the next start', () => {
    const { clock, machine } = begin(noon);
    machine.pass(minute);
    machine.step(-3 * day);
    clock.look();
    expect([clock.now(), clock.trusted]).toEqual([noon + minute, true]);
    const again = new Clock(clock.kept, machine);
    expect([again.now(), again.trusted]).toEqual([noon + minute, true]);
  });
  it('a machine that jumps ahead is not believed at once, and what could be over is not shown', () => {
    const { clock, machine } = begin(noon);
    machine.step(3 * day);
    clock.look();
    expect([clock.now(), clock.trusted]).toEqual([noon, false]);
    expect(clock.end(noon + 2 * day)).toBeLessThan(clock.now());
    expect(clock.end(noon + 4 * day)).toBe(noon + day);
    for (let n = 0; n < 11; n += 1) {
      machine.pass(minute);
      clock.look();
    }
    expect([clock.now(), clock.trusted]).toEqual([noon + 3 * day + 11 * minute, true]);
  });
  it('a jump that is taken back is forgotten', () => {
    const { clock, machine } = begin(noon);
    machine.step(day);
    clock.look();
    machine.step(-day);
    clock.look();
    expect([clock.now(), clock.trusted]).toEqual([noon, true]);
  });
  it('a clock that is corrected by the hub says so once, and a small difference is none', () => {
    const { clock } = begin(noon);
    let heard = 0;
    clock.changed = () => (heard += 1);
    expect(clock.heard(noon + 400)).toBe(0);
    expect(clock.heard(noon - day)).toBe(-day);
    expect([heard, clock.now()]).toEqual([1, noon - day]);
  });
});

type Deed = ['pass' | 'step', number];
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.tuple(fc.constant('pass' as const), fc.integer({ min: 0, max: 5 * minute })),
  fc.tuple(fc.constant('step' as const), fc.integer({ min: -40 * day, max: 40 * day })),
);

test('whatever is done to the machine, what shows has not ended by the true time', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), fc.integer({ min: 0, max: 60 * day }), (deeds, ends) => {
      const { clock, machine } = begin(noon);
      clock.heard(noon);
      let truth = noon;
      const until = noon + ends;
      for (const [kind, ms] of deeds) {
        const before = clock.now();
        if (kind === 'pass') {
          machine.pass(ms);
          truth += ms;
        } else machine.step(ms);
        clock.look();
        expect(clock.now()).toBeGreaterThanOrEqual(before);
        // Every second a look: within a second of its end it is gone.
        if (clock.now() < clock.end(until)) expect(truth).toBeLessThan(until + 1_500);
      }
    }),
  );
});
