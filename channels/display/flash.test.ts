import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { flashesTooOften } from './flash.js';

type Colour = [number, number, number];
const size = 40;

/** A GIF of frames that are filled with one colour over a part of their height, black elsewhere. */
async function film(colours: readonly Colour[], delay: number, part = 1): Promise<Uint8Array> {
  const frames = colours.map(([r, g, b]) => {
    const pixels = Buffer.alloc(size * size * 3);
    for (let at = 0; at < size * Math.round(size * part) * 3; at += 3) pixels.set([r, g, b], at);
    return pixels;
  });
  return sharp(Buffer.concat(frames), {
    raw: { width: size, height: size * frames.length, channels: 3, pageHeight: size },
  })
    .gif({ delay: colours.map(() => delay), loop: 0 })
    .toBuffer();
}

const black: Colour = [0, 0, 0];
const white: Colour = [255, 255, 255];
const between = (a: Colour, b: Colour, frames = 20): Colour[] =>
  Array.from({ length: frames }, (_, index) => (index % 2 === 0 ? a : b));

test.each<[string, Colour[], number, number, boolean]>([
  ['black and white ten times a second', between(black, white), 50, 1, true],
  ['four flashes a second', between(black, white), 120, 1, true],
  ['three flashes a second', between(black, white), 170, 1, false],
  ['one a second', between(black, white), 500, 1, false],
  ['bright to brighter, which is no flash', between([235, 235, 235], white), 50, 1, false],
  ['a change too faint to count', between([40, 40, 40], [80, 80, 80]), 50, 1, false],
  ['a twentieth of the picture', between(black, white), 50, 0.05, false],
  ['a fifth of the picture', between(black, white), 50, 0.2, true],
  ['saturated red, however dark', between(black, [170, 0, 0]), 50, 1, true],
  [
    'a slow fade up and down',
    Array.from({ length: 40 }, (_, i): Colour => {
      const grey = Math.round(127 + 127 * Math.sin((i / 40) * 2 * Math.PI));
      return [grey, grey, grey];
    }),
    50,
    1,
    false,
  ],
])('%s', async (_, colours, delay, part, flashes) => {
  expect(await flashesTooOften(await film(colours, delay, part))).toBe(flashes);
});

test('a still picture does not flash', async () => {
  const png = sharp({ create: { width: 8, height: 8, channels: 3, background: '#1E6B5C' } }).png();
  expect(await flashesTooOften(await png.toBuffer())).toBe(false);
});
