import { GlassWatch, type Seen } from './glass-watch.js';
import { hasten, type Pace } from './hasten.js';

/** What the soak reaches in a page. */
export interface Inside {
  seen: () => Seen;
  tell: (key: string, until: number) => void;
  step: (ms: number) => void;
  /** Holds the page's thread up, for so many of the world's milliseconds. */
  hold: (ms: number) => void;
}

declare global {
  interface Window {
    soakPace: Pace;
    soak: Inside;
  }
}

// Frames in the page have clocks of their own.
if (window.top === window) {
  const world = hasten(window.soakPace);
  const watch = new GlassWatch(world);
  watch.start();
  window.soak = {
    seen: () => watch.seen,
    tell: (key, until) => {
      watch.tell(key, until);
    },
    step: world.step,
    hold: (ms) => {
      const end = world.now() + ms;
      while (world.now() < end);
    },
  };
}
