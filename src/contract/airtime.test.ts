import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOnAir, isZone, nextEdge, wallAt } from './airtime.js';
import type { When } from './programme.js';

const calendar = { off: ['2026-10-01', '2026-10-02', '2026-10-03'], work: ['2026-10-10'] };
const open = (when: When, at: string, zone = 'Asia/Shanghai'): boolean =>
  isOnAir(when, wallAt(zone, Date.parse(at)), calendar);

describe('a window', () => {
  it('has a first and a last day of the zone, both within it', () => {
    const when = { from: '2026-10-01', to: '2026-10-07' };
    expect(open(when, '2026-09-30T23:59:59.999+08:00')).toBe(false);
    expect(open(when, '2026-10-01T00:00:00+08:00')).toBe(true);
    expect(open(when, '2026-10-07T23:59:59.999+08:00')).toBe(true);
    expect(open(when, '2026-10-08T00:00:00+08:00')).toBe(false);
  });
  it('knows weekdays, days that are worked at a weekend, holidays, and days of rest', () => {
    expect(open({ weekdays: [5] }, '2026-11-27T12:00:00+08:00')).toBe(true);
    expect(open({ weekdays: [6, 7] }, '2026-11-27T12:00:00+08:00')).toBe(false);
    const kinds = (day: string) =>
      (['workdays', 'restdays', 'holidays'] as const).filter((days) =>
        open({ days }, `${day}T12:00:00+08:00`),
      );
    expect(kinds('2026-09-30')).toEqual(['workdays']);
    expect(kinds('2026-10-01')).toEqual(['restdays', 'holidays']);
    expect(kinds('2026-10-10')).toEqual(['workdays']);
    expect(kinds('2026-10-11')).toEqual(['restdays']);
  });
  it('that crosses midnight belongs to the day on which it begins', () => {
    const friday: When = { weekdays: [5], dayparts: [{ from: '22:00', to: '02:00' }] };
    expect(open(friday, '2026-11-27T01:00:00+08:00')).toBe(false);
    expect(open(friday, '2026-11-27T22:00:00+08:00')).toBe(true);
    expect(open(friday, '2026-11-28T01:59:59+08:00')).toBe(true);
    expect(open(friday, '2026-11-28T02:00:00+08:00')).toBe(false);
    expect(open(friday, '2026-11-28T23:00:00+08:00')).toBe(false);
  });
  it('in an hour that summer time leaves out never opens, in one that it makes twice opens twice', () => {
    const when: When = { dayparts: [{ from: '02:00', to: '03:00' }] };
    const hours = (day: string) =>
      Array.from({ length: 6 }, (_, hour) => `${day}T0${String(hour)}:30:00Z`).filter((at) =>
        open(when, at, 'Europe/Berlin'),
      ).length;
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-06-01')]).toEqual([0, 2, 1]);
  });
});

describe('a zone', () => {
  it('is known or not', () => {
    expect([isZone('Asia/Urumqi'), isZone('Asia/Atlantis')]).toEqual([true, false]);
  });
  it('that nobody knows is the office’s', () => {
    const at = Date.parse('2026-11-30T16:30:00Z');
    expect(wallAt('Asia/Atlantis', at)).toEqual(wallAt('Asia/Shanghai', at));
    expect(wallAt('Asia/Shanghai', at)).toEqual({ day: '2026-12-01', minute: 30, rest: 0 });
  });
});

const zones = [
  'Asia/Shanghai',
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Havana',
  'Asia/Kathmandu',
  'America/St_Johns',
];
/** Around changes of summer time in these zones, and anywhere. */
const edges = ['2026-03-08T07:00Z', '2026-03-29T01:00Z', '2026-04-04T15:00Z', '2026-04-23T22:00Z'].concat([
  '2026-10-03T15:30Z',
  '2026-10-25T01:00Z',
  '2026-10-29T21:00Z',
  '2026-11-01T05:00Z',
  '2026-11-01T06:00Z',
]);
const dayMs = 86_400_000;
const anyInstant = fc.oneof(
  fc.integer({ min: Date.parse('2024-01-01T00:00Z'), max: Date.parse('2030-01-01T00:00Z') }),
  fc
    .tuple(fc.constantFrom(...edges), fc.integer({ min: -dayMs / 8, max: dayMs / 24 }))
    .map(([edge, by]) => Date.parse(edge) + by),
);
/** Mostly in the hours in which clocks are changed. */
const minute = fc
  .oneof(fc.constantFrom(0, 30, 60, 90, 120, 150, 180), fc.integer({ min: 0, max: 1439 }))
  .map((m) => {
    const [hour, rest] = [Math.floor(m / 60), m % 60];
    return `${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  });
const anyWhen: fc.Arbitrary<When> = fc.record(
  {
    from: fc.constantFrom('2026-03-01', '2026-03-29', '2026-10-25'),
    to: fc.constantFrom('2026-03-29', '2026-11-01', '2029-12-31'),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
    days: fc.constantFrom('workdays' as const, 'restdays' as const, 'holidays' as const),
    dayparts: fc.array(fc.record({ from: minute, to: minute }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

describe('the next edge', () => {
  it('lies ahead, within a day and an hour, and nothing opens or closes before it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(anyWhen, { maxLength: 4 }),
        anyInstant,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (zone, whens, at, shares) => {
          const edge = nextEdge(zone, whens, at);
          expect(edge).toBeGreaterThan(at);
          expect(edge).toBeLessThanOrEqual(at + dayMs + 3_600_000);
          const state = (when: number) => whens.map((w) => isOnAir(w, wallAt(zone, when), calendar));
          for (const share of [...shares, 1])
            expect(state(at + Math.floor((edge - 1 - at) * share))).toEqual(state(at));
        },
      ),
      { numRuns: 1500 },
    );
  });
});
