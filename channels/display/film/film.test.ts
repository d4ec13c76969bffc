import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Film } from './facts.js';
import { faultOf, MOST_SECONDS, readFilm } from './film.js';

const bytesOf = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`../fixtures/${name === 'clip.mp4' ? 'assets' : 'films'}/${name}`, import.meta.url));
const typeOf = (name: string): string => (name.endsWith('.webm') ? 'video/webm' : 'video/mp4');

test.each<[string, Partial<Film>, string | undefined]>([
  ['clip.mp4', { video: 'H.264', audio: 'AAC', seconds: 3, width: 192, height: 108 }, undefined],
  ['clip.webm', { video: 'VP9', audio: undefined, seconds: 2, width: 320, height: 180 }, undefined],
  ['turned.mp4', { video: 'H.264', width: 108, height: 192 }, undefined],
  ['h265.mp4', { video: 'H.265', seconds: 1, width: 160, height: 90 }, 'film_video'],
  ['ten.mp4', { video: 'H.264', odd: 'profile 110' }, 'film_odd'],
])('%s says what it is', async (name, film, fault) => {
  const read = readFilm(await bytesOf(name), typeOf(name));
  expect(read).toMatchObject(film);
  expect(faultOf(read, typeOf(name))).toBe(fault);
});

test('a film that is too long, too large, soundly odd, or says nothing of its length is refused', () => {
  const film: Film = { video: 'H.264', audio: 'AAC', seconds: 60, width: 1920, height: 1080 };
  expect(faultOf(film, 'video/mp4')).toBeUndefined();
  expect(faultOf({ ...film, width: 1080, height: 1920 }, 'video/mp4')).toBeUndefined();
  expect(faultOf({ ...film, seconds: MOST_SECONDS + 1 }, 'video/mp4')).toBe('film_long');
  expect(faultOf({ ...film, width: 3840, height: 2160 }, 'video/mp4')).toBe('film_large');
  expect(faultOf({ ...film, audio: 'AC-3' }, 'video/mp4')).toBe('film_audio');
  expect(faultOf({ ...film, seconds: 0 }, 'video/mp4')).toBe('film_unreadable');
  expect(faultOf(film, 'video/webm')).toBe('film_video');
  expect(faultOf({ ...film, video: undefined }, 'video/mp4')).toBe('film_video');
});

test('whatever the bytes are, reading them ends: with a film or with an error', async () => {
  const clips = await Promise.all(['clip.mp4', 'clip.webm'].map(bytesOf));
  const damage = fc.array(fc.tuple(fc.nat({ max: 3000 }), fc.integer({ min: 0, max: 255 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.constantFrom(...clips), damage, fc.nat({ max: 5000 }), (clip, changes, end) => {
      const bytes = Uint8Array.from(clip.subarray(0, end));
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      for (const type of ['video/mp4', 'video/webm'])
        try {
          faultOf(readFilm(bytes, type), type);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
    }),
    { numRuns: 300 },
  );
});
