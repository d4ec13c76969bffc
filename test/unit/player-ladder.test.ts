import { expect, test } from '@jest/globals';
import { Ladder, type Heals } from '../../displays/src/watch/ladder.js';
import { shiftAt, shiftPixels } from '../../displays/src/watch/shift.js';

const minute = 60_000;
const noon = Date.parse('2026-11-26T04:00:00Z');

function aStore() {
  let kept: Heals | undefined;
  return {
    read: () => kept && (JSON.parse(JSON.stringify(kept)) as Heals),
    write: (heals: Heals) => {
      kept = heals;
    },
  };
}

test('it begins with the item, then the page, then the browser, and then leaves what stands there', () => {
  const store = aStore();
  let ladder = new Ladder(store, noon);
  const steps: (string | undefined)[] = [];
  for (let n = 0; n < 14; n += 1) {
    const step = ladder.next(noon + n * 10_000);
    steps.push(step);
    // A new page knows what the last one tried.
    if (step === 'page' || step === 'process') ladder = new Ladder(store, noon + n * 10_000);
  }
  expect(steps.slice(0, 6)).toEqual(['item', 'item', 'page', 'item', 'item', 'page']);
  expect(steps.filter((step) => step === 'process')).toHaveLength(2);
  expect(ladder.heals).toMatchObject({ since: noon, page: 2, process: 2 });
});

test('a step gets time to help, and what was long ago counts no more', () => {
  const ladder = new Ladder(aStore(), noon);
  expect(ladder.next(noon)).toBe('item');
  expect(ladder.next(noon + 2_000)).toBeUndefined();
  expect(ladder.next(noon + 10 * minute)).toBe('item');
  expect(ladder.next(noon + 20 * minute)).toBe('item');
  expect(ladder.heals).toMatchObject({ item: 3, page: 0 });
});

test('what only a new page can mend begins there, and a clock that was set back blocks nothing', () => {
  const ladder = new Ladder(aStore(), noon);
  expect(ladder.next(noon, 'page')).toBe('page');
  expect(ladder.next(noon - 60 * minute, 'page')).toBe('page');
});

test('browsers are not begun all the time', () => {
  const ladder = new Ladder(aStore(), noon);
  const steps = Array.from({ length: 60 }, (_, n) => ladder.next(noon + n * minute, 'page'));
  expect(steps.filter((step) => step === 'process').length).toBeLessThanOrEqual(3);
});

test('the picture wanders around its place and never further than the margins allow', () => {
  const places = Array.from({ length: 9 }, (_, turn) => shiftAt(turn));
  expect(new Set(places.map(String)).size).toBe(9);
  for (const side of [0, 1] as const) expect(places.reduce((sum, place) => sum + place[side], 0)).toBe(0);
  for (const [x, y] of places) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(shiftPixels);
});
