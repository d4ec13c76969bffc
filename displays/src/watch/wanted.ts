import { sceneAt, type Program } from '../../../src/contract/scene.js';

/** What the glass follows: everything that the pure function needs beside the clock. */
export type Following = Program;

/** What has to stand on the glass at `now`, as `standingOn` says it. */
export function wantedAt(following: Following, now: number): string {
  const scene = sceneAt(following, now);
  return scene.show === 'page' ? `${scene.key} ${String(scene.page)}` : 'idle';
}

/** What a layer shows; empty for the player's own pages, e.g. the pairing code. */
export function standingOn(layer: Element | null): string {
  if (!(layer instanceof HTMLElement)) return '';
  const { key, page } = layer.dataset;
  if (key !== undefined) return `${key} ${page ?? ''}`;
  return layer.classList.contains('idle') ? 'idle' : '';
}
