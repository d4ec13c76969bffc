import type { PlayV1 } from '../../../src/contract/display-plays.js';
import type { Scene } from '../../../src/contract/scene.js';

/** A timer wakes this much early or late. */
const timerMs = 250;
/** What stands alone on the glass for days is told of in parts, so that a power cut loses no more than one. */
const longestMs = 10 * 60_000;

interface Showing {
  key: string;
  beganAt: number;
  painted: Set<number>;
  page: number;
  pages: number;
  /** When the page that stands there will have had its time. */
  until: number;
}

/** Makes one play out of all the scenes that follow one another of one item. */
export class Recorder {
  private readonly showing = new Map<string, Showing>();

  /**
   * @param now the hub's clock, in milliseconds since 1970
   * @param done hears of each play when it is over
   */
  constructor(
    private readonly now: () => number,
    private readonly done: (play: PlayV1) => void,
    private readonly newId: () => string,
  ) {}

  /** A cut, in one place of the glass. */
  shows(scene: Scene, place = ''): void {
    const standing = this.showing.get(place);
    if (scene.show === 'page' && standing && isSameShowing(standing, scene)) {
      Object.assign(standing, { page: scene.page, until: scene.until, pages: scene.pages });
      return;
    }
    if (standing) this.end(place, standing);
    if (scene.show !== 'page') return;
    const { key, page, pages, until } = scene;
    this.showing.set(place, { key, page, pages, until, beganAt: this.now(), painted: new Set() });
  }

  /** The page that stands there was really drawn. */
  painted(key: string): void {
    for (const one of this.showing.values()) if (one.key === key) one.painted.add(one.page);
  }

  /** To be called now and then. */
  look(): void {
    for (const [place, showing] of this.showing) {
      if (this.now() - showing.beganAt < longestMs) continue;
      const { painted } = showing;
      // The part that is told of was as whole as it could be.
      this.end(place, { ...showing, until: -Infinity });
      this.showing.set(place, { ...showing, beganAt: this.now(), painted: new Set(painted) });
    }
  }

  /** Everything ends, e.g. because the page is left. */
  stop(): void {
    for (const [place, showing] of this.showing) this.end(place, showing);
  }

  private end(place: string, { key, beganAt, painted, page, pages, until }: Showing): void {
    this.showing.delete(place);
    // What was never drawn was not shown.
    if (painted.size === 0) return;
    const endedAt = Math.max(beganAt, this.now());
    this.done({
      id: this.newId(),
      key,
      beganAt: new Date(beganAt).toISOString(),
      endedAt: new Date(endedAt).toISOString(),
      pages: painted.size,
      whole: painted.size >= pages && page === pages - 1 && endedAt >= until - timerMs,
    });
  }
}

/** The pages of an item follow one another; going back to an earlier one is another showing. */
const isSameShowing = (standing: Showing, { key, page }: { key: string; page: number }): boolean =>
  standing.key === key && page >= standing.page;
