import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { air, hour, id, noon, programme, rule, seen } from '../../test/factories/air.js';
import { fullLayout, type Zone } from './layouts.js';
import { arrived, isPublicity, onAir, remember, type Air, type AirItem } from './on-air.js';
import type { When } from './programme.js';
import { cursorAt, sceneAt } from './scene.js';

const anyItem = fc.record({
  from: fc.integer({ min: -2 * hour, max: 30 * hour }),
  length: fc.option(fc.integer({ min: 0, max: 20 * hour }), { nil: undefined }),
  priority: fc.constantFrom(
    'routine' as const,
    'routine' as const,
    'routine' as const,
    'urgent' as const,
    'emergency' as const,
  ),
  category: fc.constantFrom('公示', '通知公告'),
});
const anyItems = fc.array(anyItem, { maxLength: 6 }).map((all) =>
  all.map(({ length, from, ...rest }, index): AirItem => {
    const until = length === undefined ? undefined : noon + from + length;
    return {
      ...rest,
      key: `k${String(index)}`,
      from: noon + from,
      until,
      objectionsUntil: rest.category === '公示' ? until : undefined,
    };
  }),
);
const time = fc
  .integer({ min: 0, max: 47 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
const anyWhen: fc.Arbitrary<When> = fc.record(
  {
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    days: fc.constantFrom('workdays' as const, 'restdays' as const),
    dayparts: fc.array(fc.record({ from: time, to: time }), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const which = fc.record({
  ids: fc.constantFrom<string[]>([], [], [id(1)], [id(2)]),
  tags: fc.constantFrom<string[]>([], [], ['大厅']),
});
const anyRule = fc.record({
  playlist: fc.constantFrom(101, 102, 103, 104),
  layoutId: fc.constantFrom('full', 'side', 'ticker', 'mixed'),
  when: anyWhen,
  priority: fc.integer({ min: 3, max: 5 }),
  exclusive: fc.boolean(),
  screens: which,
});
const anyProgramme = fc.option(
  fc
    .record({
      rules: fc.array(anyRule, { maxLength: 5 }),
      rests: fc.array(fc.record({ when: anyWhen, screens: which }), { maxLength: 2 }),
      zone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York'),
    })
    .map(({ rules, rests, zone }) =>
      programme(
        rules.map(({ playlist, ...more }, index) => rule(index, playlist, more)),
        { zone, rests: rests.map((rest, index) => ({ ...rest, id: id(index) })) },
      ),
    ),
  { nil: undefined },
);
/** A state that a player can be in: arrivals at some times, cuts at some others, in any order, as clocks step. */
const anyAir = fc
  .record({
    programme: anyProgramme,
    items: anyItems,
    screen: fc.record({
      id: fc.constant(id(1)),
      tags: fc.constantFrom([], ['大厅']),
      portrait: fc.boolean(),
    }),
    pages: fc.integer({ min: 0, max: 3 }),
    stays: fc.array(fc.option(fc.integer({ min: 1_000, max: 90_000 }), { nil: undefined }), { maxLength: 3 }),
    past: fc.array(fc.tuple(fc.nat(7), fc.integer({ min: -hour, max: 26 * hour })), { maxLength: 6 }),
  })
  .map(({ past, pages, stays, ...given }): Air => {
    const start = air({
      ...given,
      pages: (key, zone) => (key.length + pages + zone.width) % 4 || pages,
      // One of the items has pages that stay as long as each wants to.
      pageMs: (key) => (key === 'k1' ? stays : undefined),
    });
    return past.reduce((current, [which, offset]) => {
      const now = noon + offset;
      const admitted = { ...current, memory: arrived(current, `k${String(which)}`, now) };
      return { ...admitted, memory: remember(admitted, onAir(admitted, now)) };
    }, start);
  });
const anyNow = fc.integer({ min: -hour, max: 30 * hour }).map((offset) => noon + offset);

describe('at every instant', () => {
  it('there is exactly one scene, of what is open and planned', () => {
    fc.assert(
      fc.property(anyAir, anyNow, (given, now) => {
        const scene = onAir(given, now);
        const open = given.items.filter(({ from, until = Infinity }) => from <= now && now < until);
        const drawn = (key: string, zone: Zone) => given.pages(key, zone) > 0;
        if (scene.show === 'rest') {
          expect(
            open.some(
              ({ key, priority }) => priority === 'emergency' && drawn(key, fullLayout.landscape[0] as Zone),
            ),
          ).toBe(false);
          return;
        }
        expect(new Set(scene.zones.map(({ zone }) => zone.id)).size).toBe(scene.zones.length);
        expect(scene.zones.length).toBeGreaterThan(0);
        for (const { zone, face } of scene.zones) {
          if (face.show === 'idle') continue;
          const keys = face.show === 'ticker' ? face.keys : [face.key];
          for (const key of keys) {
            if (key === 'publicity') expect(given.items.some((one) => isPublicity(one, now))).toBe(true);
            else if (key !== 'clock') expect(open.map((one) => one.key)).toContain(key);
          }
          if (face.show === 'page') expect(face.page).toBeLessThan(given.pages(face.key, zone));
          if (scene.emergency) expect(open.find(({ key }) => key === keys[0])?.priority).toBe('emergency');
        }
        if (scene.emergency) expect(scene.zones.length).toBe(1);
      }),
      { numRuns: 1000 },
    );
  });
  it('the scene lasts until the moment that it names', () => {
    fc.assert(
      fc.property(anyAir, anyNow, fc.double({ min: 0, max: 1, noNaN: true }), (given, now, share) => {
        const scene = onAir(given, now);
        const until = scene.until ?? now + 40 * hour;
        expect(until).toBeGreaterThan(now);
        const kept = { ...given, memory: remember(given, scene) };
        expect(seen(onAir(kept, now))).toBe(seen(scene));
        expect(seen(onAir(kept, now + Math.floor((until - 1 - now) * share)))).toBe(seen(scene));
      }),
      { numRuns: 1000 },
    );
  });
  it('rules stand in any order', () => {
    fc.assert(
      fc.property(anyAir, anyNow, (given, now) => {
        const turned = given.programme && { ...given.programme, rules: [...given.programme.rules].reverse() };
        expect(seen(onAir({ ...given, programme: turned }, now))).toBe(seen(onAir(given, now)));
      }),
    );
  });
  it('without a programme it is the loop of all items', () => {
    fc.assert(
      fc.property(
        anyItems,
        anyNow,
        fc.array(fc.integer({ min: 0, max: hour }), { maxLength: 5 }),
        (items, now, steps) => {
          let given = air({ items });
          let cursor: ReturnType<typeof cursorAt>;
          for (let index = 0, moment = now; index <= steps.length; moment += steps[index] ?? 0, index += 1) {
            const scene = onAir(given, moment);
            const playables = items.map((one) => ({ ...one, pages: 1 }));
            const plain = sceneAt({ items: playables, arrivals: [], dwellMs: 10_000, cursor }, moment);
            cursor = cursorAt({ cursor }, plain);
            given = { ...given, memory: remember(given, scene) };
            if (items.some(({ priority }) => priority === 'emergency')) continue;
            expect(scene).toMatchObject({ show: 'air', layout: 'full', zones: [{ face: plain }] });
          }
        },
      ),
    );
  });
});
