import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { admit, cursorAt, loopAt, sceneAt, settle, type Playable, type Program } from './scene.js';

const dwellMs = 10_000;
const item = (key: string, more: Partial<Playable> = {}): Playable => ({
  key,
  from: 0,
  priority: 'routine',
  pages: 1,
  ...more,
});
const program = (items: Playable[], more: Partial<Program> = {}): Program => ({
  items,
  arrivals: [],
  dwellMs,
  ...more,
});

/** Plays a program as the player does: it remembers its place at each cut. */
function play(start: Program, from: number, to: number): { at: number; key: string; page: number }[] {
  const shown: { at: number; key: string; page: number }[] = [];
  let now = from;
  let current = start;
  while (now < to) {
    const scene = sceneAt(current, now);
    if (scene.show === 'page') shown.push({ at: now, key: scene.key, page: scene.page });
    current = { ...current, cursor: cursorAt(current, scene) };
    now = scene.until ?? to;
  }
  return shown;
}
const names = (shown: { key: string; page: number }[]): string =>
  shown.map(({ key, page }) => `${key}${String(page)}`).join(' ');

describe('the loop', () => {
  it('shows every page of every item in turn', () => {
    expect(names(play(program([item('a', { pages: 2 }), item('b')]), 0, 50_000))).toBe('a0 a1 b0 a0 a1');
  });
  it('puts an urgent item between every two routine ones', () => {
    const items = [item('a'), item('u', { priority: 'urgent' }), item('b'), item('c')];
    expect(names(play(program(items), 0, 70_000))).toBe('u0 a0 u0 b0 u0 c0 u0');
  });
  it('shows nothing but the emergency while it lasts', () => {
    const items = [
      item('a'),
      item('e', { priority: 'emergency', from: 15_000, until: 30_000 }),
      item('u', { priority: 'urgent' }),
    ];
    expect(names(play(program(items), 0, 50_000))).toBe('u0 a0 e0 e0 u0 a0');
  });
  it('goes on behind an item that was taken out', () => {
    const cursor = { key: 'b', place: 1, page: 0, at: 0, spent: 0 };
    const left = program([item('a'), item('c')], { cursor });
    expect(
      sceneAt({ ...left, items: [item('a'), item('b', { until: 4000 }), item('c')] }, 4000),
    ).toMatchObject({
      key: 'c',
    });
  });
  it('is idle when nothing may be shown, and knows until when', () => {
    expect(sceneAt(program([item('a', { from: 9000 })]), 5000)).toEqual({ show: 'idle', until: 9000 });
    expect(sceneAt(program([]), 5000)).toEqual({ show: 'idle', until: undefined });
  });
});

describe('arrivals', () => {
  const items = [item('new', { pages: 2 }), item('a'), item('b')];
  it('are shown at once, all pages once, then the loop goes on where it was', () => {
    const cursor = { key: 'a', place: 1, page: 0, at: 0, spent: 0 };
    const start = program(items, { cursor });
    const arrivals = admit(start, 'new', 4000);
    expect(arrivals).toEqual([{ key: 'new', from: 4000, to: 24_000 }]);
    expect(names(play({ ...start, arrivals }, 0, 45_000))).toBe('a0 new0 new1 a0 b0 new0');
  });
  it('wait for one another and are admitted once', () => {
    const start = program(items);
    const first = admit(start, 'new', 0);
    const both = admit({ ...start, arrivals: first }, 'a', 1000);
    expect(both).toEqual([
      { key: 'new', from: 0, to: 20_000 },
      { key: 'a', from: 20_000, to: 30_000 },
    ]);
    expect(admit({ ...start, arrivals: both }, 'a', 2000)).toEqual(both);
  });
  it('move up when the one before them is taken back', () => {
    const start = program(items);
    const arrivals = [
      { key: 'new', from: 0, to: 20_000 },
      { key: 'a', from: 20_000, to: 30_000 },
    ];
    expect(settle({ ...start, items: [item('a'), item('b')] }, arrivals, 5000)).toEqual([
      { key: 'a', from: 5000, to: 15_000 },
    ]);
  });
  it('let an urgent one pass those that wait, not the one that is shown', () => {
    const start = program([item('u', { priority: 'urgent' }), ...items], {
      arrivals: [
        { key: 'new', from: 0, to: 20_000 },
        { key: 'a', from: 20_000, to: 30_000 },
      ],
    });
    expect(admit(start, 'u', 5000).map(({ key, from }) => [key, from])).toEqual([
      ['new', 0],
      ['u', 20_000],
      ['a', 30_000],
    ]);
  });
  it('let an emergency pass', () => {
    const start = program([item('e', { priority: 'emergency' }), ...items], {
      arrivals: [{ key: 'new', from: 0, to: 20_000 }],
    });
    const arrivals = admit(start, 'e', 5000);
    expect(arrivals.map(({ key, from }) => [key, from])).toEqual([
      ['e', 5000],
      ['new', 15_000],
    ]);
    expect(sceneAt({ ...start, arrivals }, 5000)).toMatchObject({ key: 'e' });
  });
});

const playable = fc.record({
  from: fc.integer({ min: 0, max: 100_000 }),
  length: fc.option(fc.integer({ min: 0, max: 80_000 }), { nil: undefined }),
  priority: fc.constantFrom('routine' as const, 'routine' as const, 'urgent' as const, 'emergency' as const),
  pages: fc.integer({ min: 1, max: 4 }),
});
const anyItems = fc.array(playable, { maxLength: 6 }).map((all) =>
  all.map(({ length, ...rest }, index) => ({
    ...rest,
    key: `k${String(index)}`,
    until: length === undefined ? undefined : rest.from + length,
  })),
);
const anyProgram = fc
  .record({
    items: anyItems,
    arrived: fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 0, max: 150_000 })), { maxLength: 4 }),
    cursor: fc.option(
      fc.record({
        key: fc.nat(7),
        place: fc.nat(6),
        page: fc.nat(4),
        at: fc.nat(150_000),
        spent: fc.nat(9999),
      }),
      {
        nil: undefined,
      },
    ),
  })
  .map(({ items, arrived, cursor }): Program => {
    const start: Program = {
      items,
      arrivals: [],
      dwellMs,
      cursor: cursor && { ...cursor, key: `k${String(cursor.key)}` },
    };
    return [...arrived]
      .sort((a, b) => a[1] - b[1])
      .reduce((p, [index, at]) => ({ ...p, arrivals: admit(p, `k${String(index)}`, at) }), start);
  });

describe('at every instant', () => {
  it('there is exactly one scene, of an item whose window is open', () => {
    fc.assert(
      fc.property(anyProgram, fc.integer({ min: 0, max: 300_000 }), (p, now) => {
        const scene = sceneAt(p, now);
        const open = p.items.filter(({ from, until }) => from <= now && (until === undefined || now < until));
        if (scene.show === 'idle') {
          expect(open).toEqual([]);
          return;
        }
        const shown = open.find(({ key }) => key === scene.key);
        expect(shown).toBeDefined();
        expect(scene.page).toBeGreaterThanOrEqual(0);
        expect(scene.page).toBeLessThan(shown?.pages ?? 0);
        if (open.some(({ priority }) => priority === 'emergency')) expect(shown?.priority).toBe('emergency');
      }),
      { numRuns: 2000 },
    );
  });
  it('the scene lasts until the moment that it names', () => {
    fc.assert(
      fc.property(
        anyProgram,
        fc.nat(300_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (p, now, share) => {
          const scene = sceneAt(p, now);
          const anchored = { ...p, cursor: cursorAt(p, scene) };
          const until = scene.until ?? now + 100_000;
          expect(until).toBeGreaterThan(now);
          const later = sceneAt(anchored, Math.floor(now + (until - now - 1) * share));
          const face = (s: typeof scene) => (s.show === 'page' ? `${s.key} ${String(s.page)}` : 'idle');
          expect(face(later)).toBe(face(scene));
        },
      ),
      { numRuns: 2000 },
    );
  });
  it('every open item of the loop is shown in one turn', () => {
    fc.assert(
      fc.property(anyItems, fc.nat(100_000), (items, now) => {
        const standing = items.map((i) => ({ ...i, from: 0, until: undefined }));
        const loop = loopAt(standing, now);
        const turn = loop.reduce((sum, { pages }) => sum + pages, 0) * dwellMs;
        const shown = new Set(play(program(standing), now, now + turn).map(({ key }) => key));
        expect([...shown].sort()).toEqual([...new Set(loop.map(({ key }) => key))].sort());
      }),
    );
  });
});
