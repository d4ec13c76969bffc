import { traitOf, type Reading } from './reading.js';

/** What cameras and telephones call the place: ISO 6709 text in an atom of QuickTime's, and a key of Apple's. */
const places = [Buffer.from('\u00a9xyz', 'latin1'), Buffer.from('location.ISO6709', 'latin1')];

/** A film says nothing that a machine can read; it may say where it was taken. */
export function readFilm(content: Uint8Array): Reading {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const found = places.filter((place) => bytes.includes(place));
  return {
    stories: [],
    traits: [...traitOf('film', 1, ''), ...traitOf('film-location', found.length, 'location')],
  };
}
