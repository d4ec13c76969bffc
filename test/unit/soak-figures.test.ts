import { expect, test } from '@jest/globals';
import { BlackTime, isBlack, slopeOf } from '../soak/figures.js';

const noise = (n: number): number => ((n * 7919) % 101) - 50;

test('a heap that stays is told from one that grows', () => {
  const points = (perStep: number): [number, number][] =>
    Array.from({ length: 60 }, (_, n) => [n * 10, 5_000_000 + perStep * n * 10 + noise(n) * 200]);
  const still = slopeOf(points(0));
  expect(still.from).toBeLessThan(0);
  expect(still.to).toBeGreaterThan(0);
  const growing = slopeOf(points(900));
  expect(growing.from).toBeGreaterThan(0);
  expect(growing.slope).toBeGreaterThan(800);
  expect(() => slopeOf([[0, 1]])).toThrow('says nothing');
});

test('measurements that hang together say less', () => {
  const wave = Array.from({ length: 60 }, (_, n): [number, number] => [n, Math.sin(n / 12) * 1_000 + n]);
  const mixed = wave.map(([x, y], n): [number, number] => [
    x,
    n % 2 === 0 ? y : (wave[(n * 37) % 60]?.[1] ?? y),
  ]);
  const width = ({ from, to }: { from: number; to: number }) => to - from;
  expect(width(slopeOf(wave))).toBeGreaterThan(width(slopeOf(mixed)));
});

test('black is dark or of one shade, and lasts until the next frame', () => {
  expect([isBlack({ mean: 3, stdev: 9 }), isBlack({ mean: 240, stdev: 0.4 })]).toEqual([true, true]);
  expect(isBlack({ mean: 240, stdev: 12 })).toBe(false);
  const time = new BlackTime();
  const [black, fine] = [
    { mean: 0, stdev: 0 },
    { mean: 230, stdev: 40 },
  ];
  time.frame(0, fine);
  time.frame(100, black);
  time.frame(300, black);
  time.frame(450, fine);
  time.frame(1_000, black);
  time.pause(1_200);
  time.frame(9_000, fine);
  expect([time.ms, time.frames]).toEqual([550, 6]);
});
