import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PlayV1 } from '../../src/contract/display-plays.js';
import type { Scene } from '../../src/contract/scene.js';
import { newId } from '../../displays/src/plays/new-id.js';
import { Recorder } from '../../displays/src/plays/recorder.js';

function aGlass() {
  let now = Date.parse('2026-11-26T02:00:00Z');
  const plays: PlayV1[] = [];
  const recorder = new Recorder(
    () => now,
    (play) => plays.push(play),
    () => newId(now),
  );
  return {
    plays,
    recorder,
    pass: (ms: number) => (now += ms),
    page(key: string, page: number, pages: number, drawn = true) {
      recorder.shows({ show: 'page', key, page, pages, since: now, until: now + 12_000 });
      if (drawn) recorder.painted(key);
    },
    get now() {
      return now;
    },
  };
}

test('the pages of an item are one play, whole when the last one had its time', () => {
  const glass = aGlass();
  for (const page of [0, 1, 2]) {
    glass.page('a', page, 3);
    glass.pass(12_000);
  }
  glass.page('b', 0, 1);
  glass.pass(4_000);
  glass.recorder.shows({ show: 'idle' });
  const [first, second] = glass.plays;
  expect(first).toMatchObject({ key: 'a', pages: 3, whole: true });
  expect(Date.parse(first?.endedAt ?? '') - Date.parse(first?.beganAt ?? '')).toBe(36_000);
  expect(second).toMatchObject({ key: 'b', pages: 1, whole: false });
});

test('what was never drawn was not shown, and going back to the first page is another play', () => {
  const glass = aGlass();
  glass.page('a', 0, 2, false);
  glass.pass(12_000);
  glass.page('b', 0, 1);
  glass.pass(12_000);
  for (const page of [0, 1, 0, 1]) {
    glass.page('c', page, 2);
    glass.pass(12_000);
  }
  glass.recorder.stop();
  expect(glass.plays.map(({ key, pages, whole }) => [key, pages, whole])).toEqual([
    ['b', 1, true],
    ['c', 2, true],
    ['c', 2, true],
  ]);
});

test('what stands alone for hours is told of in parts without a gap', () => {
  const glass = aGlass();
  const began = glass.now;
  glass.page('a', 0, 1);
  for (let minute = 0; minute < 180; minute += 1) {
    glass.pass(60_000);
    glass.recorder.look();
  }
  glass.recorder.stop();
  const [first] = glass.plays;
  expect(glass.plays.length).toBeGreaterThanOrEqual(18);
  expect(Date.parse(first?.beganAt ?? '')).toBe(began);
  for (const [n, { beganAt }] of glass.plays.slice(1).entries())
    expect(beganAt).toBe(glass.plays[n]?.endedAt);
});

const scene = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  page: fc.nat(2),
  drawn: fc.boolean(),
  idle: fc.boolean(),
  ms: fc.nat(30_000),
});

test('plays never overlap, whatever follows whatever', () => {
  fc.assert(
    fc.property(fc.array(scene, { maxLength: 60 }), (scenes) => {
      const glass = aGlass();
      for (const { key, page, drawn, idle, ms } of scenes) {
        if (idle) glass.recorder.shows({ show: 'idle' } satisfies Scene);
        else glass.page(key, page, 3, drawn);
        glass.pass(ms);
      }
      glass.recorder.stop();
      for (const [n, { beganAt, endedAt }] of glass.plays.entries()) {
        expect(endedAt >= beganAt).toBe(true);
        expect(beganAt >= (glass.plays[n - 1]?.endedAt ?? '')).toBe(true);
      }
      expect(new Set(glass.plays.map(({ id }) => id)).size).toBe(glass.plays.length);
    }),
  );
});

test('ids are UUIDs of version 7 in the order of their time', () => {
  const ids = [1, 2, 1_000, 1_700_000_000_000].map((at) => newId(at));
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
});
