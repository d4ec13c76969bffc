import type { HealthV1 } from '../../../src/contract/display-health.js';
import type { Following } from './wanted.js';

/**
 * What a player lets be seen from outside of its page: by the box's supervisor (displays/kiosk), by the soak, and by
 * who stands in front of it with a keyboard. Nothing can be changed through it.
 */
export interface Outside {
  /** The hub's clock as the player knows it, in milliseconds since 1970. */
  now(): number;
  /** What the scene is computed from; undefined while the glass belongs to nobody's manifest. */
  following(): Following | undefined;
  health(): HealthV1;
  /** What stands on the glass, as JPEG. */
  picture(): Promise<Blob>;
}

declare global {
  interface Window {
    tongbo?: Outside;
  }
}

/** Lets the page be looked at. */
export function showOutside(outside: Outside): void {
  window.tongbo = outside;
}
