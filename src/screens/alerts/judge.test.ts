import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AlertRule, type AlertKind } from '../../contract/api.js';
import { settleOf, stepOf, troublesOf, type ScreenFacts, type Standing, type Trouble } from './judge.js';

const rule = AlertRule.parse({});
const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 30) + seconds * 1000);
const fine: ScreenFacts = {
  online: true,
  silentSince: at(0),
  since: at(0),
  behindSince: undefined,
  shows: 'something',
  hasSomething: true,
  clock: { trusted: true, offsetMs: 40 },
  storage: { usage: 10, quota: 100, persisted: true },
  picture: 'ok',
  copiedAt: undefined,
};
const wrongWith = (more: Partial<ScreenFacts>) =>
  [...troublesOf({ ...fine, ...more }, rule, at(100))].map(([kind, { detail }]) =>
    `${kind} ${detail}`.trim(),
  );

describe('what is wrong with a screen', () => {
  it('is nothing while all is well, also where the player tells little', () => {
    expect(wrongWith({})).toEqual([]);
    expect(wrongWith({ clock: undefined, storage: undefined, picture: undefined })).toEqual([]);
    expect(wrongWith({ shows: 'nothing', hasSomething: false })).toEqual([]);
    expect(wrongWith({ picture: 'resting' })).toEqual([]);
  });

  it('is each of its kinds, with the reason', () => {
    expect(wrongWith({ behindSince: at(10) })).toEqual(['stale']);
    expect(wrongWith({ shows: 'taken_back' })).toEqual(['wrong taken_back']);
    expect(wrongWith({ shows: 'not_ours' })).toEqual(['wrong not_ours']);
    expect(wrongWith({ shows: 'nothing' })).toEqual(['wrong nothing']);
    expect(wrongWith({ clock: { trusted: false, offsetMs: 0 } })).toEqual(['clock untrusted']);
    expect(wrongWith({ clock: { trusted: true, offsetMs: -2_001 } })).toEqual(['clock offset']);
    expect(wrongWith({ storage: { usage: 0, quota: 100, persisted: false } })).toEqual([
      'storage not_persisted',
    ]);
    expect(wrongWith({ storage: { usage: 91, quota: 100, persisted: true } })).toEqual(['storage full']);
    expect(wrongWith({ picture: 'frozen' })).toEqual(['picture frozen']);
  });

  it('is its silence alone while it is silent, and less than that when it was copied', () => {
    expect(wrongWith({ online: false, picture: 'black', behindSince: at(1) })).toEqual(['offline']);
    expect(wrongWith({ online: false, copiedAt: at(5) })).toEqual(['copied']);
  });

  it('counts a manifest as missing since it came or the screen did, whichever is later', () => {
    const since = (more: Partial<ScreenFacts>) =>
      troublesOf({ ...fine, ...more }, rule, at(100)).get('stale')?.since;
    expect(since({ behindSince: at(10), since: at(50) })).toEqual(at(50));
    expect(since({ behindSince: at(70), since: at(50) })).toEqual(at(70));
  });
});

/** An alert's life over a course of trouble, looked at as often as the hub does. */
function live(kind: AlertKind, courses: readonly { bad: boolean; seconds: number }[], everySeconds = 10) {
  let standing: Standing | undefined;
  let clock = 0;
  const closed: number[] = [];
  const told: { at: number; what: 'open' | 'close' }[] = [];
  let badSince: number | undefined;
  for (const { bad, seconds } of courses) {
    badSince = bad ? (badSince ?? clock) : undefined;
    for (const end = clock + seconds; clock < end; clock += everySeconds) {
      const now = at(clock);
      const trouble: Trouble | undefined =
        badSince === undefined ? undefined : { since: at(badSince), detail: '' };
      const step = stepOf(kind, standing, trouble, { rule, now, isKnown: true });
      const times = closed.filter((one) => one > clock - 3_600).length;
      if (step === 'watch' && trouble) standing = { ...bare, since: trouble.since };
      if (step === 'open' && trouble)
        standing = { ...bare, since: trouble.since, openedAt: now, settleSeconds: settleOf(rule, times) };
      if (step === 'forget' || step === 'close') standing = undefined;
      if (standing && step === 'well') standing = { ...standing, overAt: now };
      if (standing && step === 'unwell') standing = { ...standing, overAt: undefined };
      if (step === 'open' || step === 'close') told.push({ at: clock, what: step });
      if (step === 'close') closed.push(clock);
    }
  }
  return { told, standing, clock };
}
const bare: Standing = {
  since: at(0),
  detail: '',
  openedAt: undefined,
  overAt: undefined,
  settleSeconds: 0,
};
const course = fc.array(fc.record({ bad: fc.boolean(), seconds: fc.integer({ min: 1, max: 900 }) }), {
  maxLength: 40,
});

describe('an alert', () => {
  it('opens once the trouble has lasted, closes once it is over, and opens anew', () => {
    const { told } = live('offline', [
      { bad: false, seconds: 30 },
      { bad: true, seconds: 50 },
      { bad: false, seconds: 30 },
      { bad: true, seconds: 300 },
      { bad: false, seconds: 200 },
      { bad: true, seconds: 100 },
    ]);
    expect(told.map(({ what }) => what)).toEqual(['open', 'close', 'open']);
  });

  it('stays one while it comes and goes: an hour of flapping tells a handful of times', () => {
    const flapping = Array.from({ length: 15 }, () => [
      { bad: true, seconds: 120 },
      { bad: false, seconds: 120 },
    ]).flat();
    expect(live('offline', flapping).told.length).toBeLessThanOrEqual(5);
  });

  it('alternates between open and closed, and never opens for what did not last', () => {
    fc.assert(
      fc.property(
        course,
        fc.constantFrom<AlertKind>('offline', 'stale', 'wrong', 'storage'),
        (parts, kind) => {
          const { told } = live(kind, parts);
          for (const [index, { what }] of told.entries())
            expect(what).toBe(index % 2 === 0 ? 'open' : 'close');
          const shortest = { offline: 60, stale: 60, wrong: 30, storage: 300 }[kind as 'offline'];
          const merged = parts.reduce<{ bad: boolean; seconds: number }[]>((all, part) => {
            const last = all.at(-1);
            if (last?.bad === part.bad) last.seconds += part.seconds;
            else all.push({ ...part });
            return all;
          }, []);
          // A look may come up to one step late at each end.
          if (merged.every(({ bad, seconds }) => !bad || seconds + 10 * parts.length < shortest))
            expect(told).toEqual([]);
        },
      ),
    );
  });

  it('closes in the end, however it came and went, once all stays well', () => {
    fc.assert(
      fc.property(course, (parts) => {
        const { standing } = live('offline', [...parts, { bad: false, seconds: 4_000 }]);
        expect(standing).toBeUndefined();
      }),
    );
  });

  it('is left as it is while nobody can say whether it is over', () => {
    const open = { ...bare, openedAt: at(0), settleSeconds: 60 };
    const step = (isKnown: boolean) => stepOf('clock', open, undefined, { rule, now: at(1_000), isKnown });
    expect([step(false), step(true)]).toEqual([undefined, 'well']);
  });
});
