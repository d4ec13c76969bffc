import type { HealthV1 } from '../../../src/contract/display-health.js';
import type { Step } from './ladder.js';
import { standingOn, wantedAt, type Following } from './wanted.js';

/** What is wrong with the glass, and the smallest step that may help. */
export interface Symptom {
  what: 'no frames' | 'empty' | 'other scene' | 'video stands';
  from: Step;
  /** The item that is to blame, when one is. */
  key?: string | undefined;
}

const framesWithinMs = 5_000;
const sceneWithinMs = 4_000;
const videoWithinMs = 6_000;
/** Who has not looked for so long (a box that slept, a page that stood still) has seen nothing of the time between. */
const asleepMs = 4_000;

/** Compares what stands on the glass with what should, by the page's own document. Looks are a second or so apart. */
export class Eyes {
  private frames = 0;
  private counted = { frames: -1, at: 0 };
  private wrongSince: number | undefined;
  private looked = -Infinity;
  private readonly videos = new Map<HTMLVideoElement, { time: number; at: number }>();
  picture: HealthV1['picture'] = 'unknown';

  /**
   * @param now the hub's clock
   * @param following what the glass follows
   */
  constructor(
    private readonly root: HTMLElement,
    private readonly now: () => number,
    private readonly following: () => Following | undefined,
  ) {
    const count = (): void => {
      this.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  }

  /** `at` by `performance.now()`. */
  look(at: number): Symptom | undefined {
    const slept = at - this.looked > asleepMs;
    this.looked = at;
    if (slept) this.beginAnew(at);
    // Nobody sees a hidden page, and the browser draws none.
    if (document.visibilityState === 'hidden') {
      this.picture = 'unknown';
      this.beginAnew(at);
      return undefined;
    }
    const symptom = this.still(at) ?? this.empty() ?? this.other(at) ?? this.stuck(at);
    const black = symptom?.what === 'empty';
    const rests = this.root.lastElementChild?.classList.contains('resting') ?? false;
    this.picture = symptom ? (black ? 'black' : 'frozen') : rests ? 'resting' : 'ok';
    return symptom;
  }

  private beginAnew(at: number): void {
    this.counted = { frames: this.frames, at };
    this.wrongSince = undefined;
    this.videos.clear();
  }

  private still(at: number): Symptom | undefined {
    if (this.frames !== this.counted.frames) {
      this.counted = { frames: this.frames, at };
      return undefined;
    }
    return at - this.counted.at >= framesWithinMs ? { what: 'no frames', from: 'page' } : undefined;
  }

  private empty(): Symptom | undefined {
    const covers = (layer: Element): boolean => {
      const { width, height } = layer.getBoundingClientRect();
      return width > 0 && height > 0 && getComputedStyle(layer).visibility !== 'hidden';
    };
    return Array.from(this.root.children).some(covers) ? undefined : { what: 'empty', from: 'item' };
  }

  private other(at: number): Symptom | undefined {
    const following = this.following();
    const wanted = following && wantedAt(following, this.now());
    if (wanted === undefined || wanted === standingOn(this.root.lastElementChild)) {
      this.wrongSince = undefined;
      return undefined;
    }
    this.wrongSince ??= at;
    if (at - this.wrongSince < sceneWithinMs) return undefined;
    return { what: 'other scene', from: 'item' };
  }

  private stuck(at: number): Symptom | undefined {
    const all = Array.from(this.root.querySelectorAll('video'));
    for (const known of this.videos.keys()) if (!all.includes(known)) this.videos.delete(known);
    for (const video of all) {
      const before = this.videos.get(video);
      const moves = video.ended || before?.time !== video.currentTime;
      if (!before || moves) this.videos.set(video, { time: video.currentTime, at });
      else if (video.error || at - before.at >= videoWithinMs)
        return {
          what: 'video stands',
          from: 'item',
          key: video.closest<HTMLElement>('.layer')?.dataset['key'],
        };
    }
    return undefined;
  }
}
