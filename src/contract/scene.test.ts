import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { admit, HOLD_MS, settle } from './arrivals.js';
import { cursorAt, lengthOf, loopAt, sceneAt, type Playable, type Program } from './scene.js';

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
  it('keeps each page as long as it wants to stay', () => {
    const film = item('f', { pages: 2, pageMs: [undefined, 3_000] });
    const shown = play(program([film, item('a')]), 0, 36_000);
    expect(shown.map(({ at, key, page }) => [at, `${key}${String(page)}`])).toEqual([
      [0, 'f0'],
      [10_000, 'f1'],
      [13_000, 'a0'],
      [23_000, 'f0'],
      [33_000, 'f1'],
    ]);
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
    expect(arrivals).toEqual([{ key: 'new', from: 4000, to: 24_000, spent: 0 }]);
    expect(names(play({ ...start, arrivals }, 0, 45_000))).toBe('a0 new0 new1 a0 b0 new0');
  });
  it('interrupt one another after a short while, and are then shown to their ends, newest first', () => {
    const start = program(items);
    const first = admit(start, 'new', 0);
    const both = admit({ ...start, arrivals: first }, 'a', 500);
    expect(both).toEqual([
      { key: 'new', from: 0, to: HOLD_MS, spent: 0 },
      { key: 'a', from: HOLD_MS, to: HOLD_MS + 10_000, spent: 0 },
      { key: 'new', from: HOLD_MS + 10_000, to: 30_000, spent: HOLD_MS },
    ]);
    expect(admit({ ...start, arrivals: both }, 'a', 600)).toEqual(both);
    expect(names(play({ ...start, arrivals: both }, 0, 30_000))).toBe('new0 a0 new0 new1');
  });
  it('are shown to the end of their last page, however long that is', () => {
    const film = item('f', { pages: 2, pageMs: [undefined, 42_000] });
    const start = program([film, ...items]);
    const arrivals = admit({ ...start, arrivals: admit(start, 'f', 0) }, 'a', 15_000);
    expect(arrivals).toEqual([
      { key: 'a', from: 15_000, to: 25_000, spent: 0 },
      { key: 'f', from: 25_000, to: 62_000, spent: 15_000 },
    ]);
    const shown = play({ ...start, arrivals }, 15_000, 70_000);
    expect(shown.map(({ at, key, page }) => [at, `${key}${String(page)}`])).toEqual([
      [15_000, 'a0'],
      [25_000, 'f1'],
      [62_000, 'f0'],
    ]);
  });
  it('are each shown soon when many come at once', () => {
    const many = Array.from({ length: 20 }, (_, index) => item(`m${String(index)}`));
    const full = many.reduce((p, { key }) => ({ ...p, arrivals: admit(p, key, 0) }), program(many));
    const shown = new Set(play(full, 0, 20 * HOLD_MS).map(({ key }) => key));
    expect(shown.size).toBe(20);
    expect(full.arrivals.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(20 * dwellMs);
  });
  it('move up when the one before them is taken back', () => {
    const start = program(items);
    const arrivals = admit({ ...start, arrivals: admit(start, 'new', 0) }, 'a', 0);
    expect(settle({ ...start, items: [item('a'), item('b')] }, arrivals, 1000)).toEqual([
      { key: 'a', from: 1000, to: 11_000, spent: 0 },
    ]);
  });
  it('let an urgent one pass those that wait', () => {
    const start = program([item('u', { priority: 'urgent' }), ...items]);
    const full = ['new', 'a', 'u'].reduce((p, key) => ({ ...p, arrivals: admit(p, key, 0) }), start);
    expect(full.arrivals.map(({ key }) => key).slice(0, 3)).toEqual(['new', 'u', 'a']);
  });
  it('let an emergency pass at once', () => {
    const start = program([item('e', { priority: 'emergency' }), ...items]);
    const shown = { ...start, arrivals: admit(start, 'new', 0) };
    const arrivals = admit(shown, 'e', 500);
    expect(arrivals.map(({ key, from }) => [key, from])).toEqual([
      ['e', 500],
      ['new', 10_500],
    ]);
    expect(sceneAt({ ...start, arrivals }, 500)).toMatchObject({ key: 'e' });
  });
});

const playable = fc.record({
  from: fc.integer({ min: 0, max: 100_000 }),
  length: fc.option(fc.integer({ min: 0, max: 80_000 }), { nil: undefined }),
  priority: fc.constantFrom('routine' as const, 'routine' as const, 'urgent' as const, 'emergency' as const),
  pages: fc.integer({ min: 1, max: 4 }),
  pageMs: fc.option(
    fc.array(fc.option(fc.integer({ min: 500, max: 90_000 }), { nil: undefined }), { maxLength: 5 }),
    { nil: undefined },
  ),
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
  it('what has arrived is shown to its end, each page for its own time', () => {
    fc.assert(
      fc.property(anyItems, fc.array(fc.nat({ max: 60_000 }), { maxLength: 6 }), (items, times) => {
        const standing = items.map((one) => ({
          ...one,
          from: 0,
          until: undefined,
          priority: 'routine' as const,
        }));
        const arriving = standing
          .slice(0, times.length)
          .map(({ key }, index) => ({ key, at: times[index] ?? 0 }));
        arriving.sort((a, b) => a.at - b.at);
        const shown = new Map<string, number>();
        let current = program(standing);
        let now = 0;
        const playTo = (end: number): void => {
          while (now < end) {
            const scene = sceneAt(current, now);
            if (scene.show === 'page' && !scene.loop) {
              const face = `${scene.key} ${String(scene.page)}`;
              shown.set(face, (shown.get(face) ?? 0) + Math.min(scene.until, end) - now);
            }
            current = { ...current, cursor: cursorAt(current, scene) };
            now = Math.min(scene.until ?? end, end);
          }
        };
        for (const { key, at } of arriving) {
          playTo(at);
          current = { ...current, arrivals: admit(current, key, at) };
        }
        playTo(Math.max(now, ...current.arrivals.map(({ to }) => to)));
        const wanted = standing
          .filter(({ key }) => arriving.some((one) => one.key === key))
          .flatMap(({ key, pages, pageMs }) =>
            Array.from({ length: pages }, (_, page): [string, number] => [
              `${key} ${String(page)}`,
              pageMs?.[page] ?? dwellMs,
            ]),
          );
        expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(wanted));
      }),
      { numRuns: 1000 },
    );
  });
  it('every open item of the loop is shown in one turn', () => {
    fc.assert(
      fc.property(anyItems, fc.nat(100_000), (items, now) => {
        const standing = items.map((i) => ({ ...i, from: 0, until: undefined }));
        const loop = loopAt(standing, now);
        const turn = loop.reduce((sum, one) => sum + lengthOf({ dwellMs }, one), 0);
        const shown = new Set(play(program(standing), now, now + turn).map(({ key }) => key));
        expect([...shown].sort()).toEqual([...new Set(loop.map(({ key }) => key))].sort());
      }),
    );
  });
});
