import type {} from '../../../displays/src/watch/outside.js';
import { standingOn, wantedAt } from '../../../displays/src/watch/wanted.js';
import type { World } from './hasten.js';

/** What one page has seen of its own glass, in the world's milliseconds. */
export interface Seen {
  frames: number;
  transitions: number;
  /** Time in frames in which nothing covered the glass. */
  emptyMs: number;
  wrongMs: number;
  /** Time without frames: the page's thread was held up. */
  stalledMs: number;
  /** The first of what was wrong, for who looks into it. */
  notes: string[];
}

/**
 * So many frames after the scene changed, the old one may still be seen: the player's timer comes with the second, a layer
 * needs two to be drawn and two to fade in, and the layer before it may have begun just then. A page stays for sixteen
 * frames at least. Frames count in which the page's time went on.
 */
export const GRACE_FRAMES = 12;
/** So many more while the player takes in that its clock was wrong: it looks every second, and everything is computed anew. */
const CLOCK_GRACE_FRAMES = 20;
/** A frame that comes later than this says nothing about what stood meanwhile. */
const longestFrameMs = 100;
const mostNotes = 20;
const forgetMs = 10 * 60_000;
const kept = 'soak-seen';

/** Looks at the glass in every frame and compares it with what the pure function says of the player's own program. */
export class GlassWatch {
  readonly seen: Seen = before() ?? {
    frames: 0,
    transitions: 0,
    emptyMs: 0,
    wrongMs: 0,
    stalledMs: 0,
    notes: [],
  };
  /** When each item's time is over, by the hub's clock and not by the player's. */
  private readonly ends = new Map<string, number>();
  private before = '';
  private noted = '';
  private off = 0;
  private setAt = -Infinity;
  private wanted = '';
  private readonly left = new Map<string, number>();
  private readonly lateSince = new Map<string, number>();
  private at: number;
  /** Frames in which the page's time went on: only these bring the next scene nearer. */
  private moves = 0;
  private pageTime = 0;

  constructor(private readonly world: World) {
    this.at = world.now();
  }

  tell(key: string, until: number): void {
    // The player's heap is measured, and this lies in it.
    for (const [old, end] of this.ends)
      if (end < this.world.unset() - forgetMs) {
        this.ends.delete(old);
        this.lateSince.delete(old);
      }
    this.ends.set(key, until);
  }

  start(): void {
    // A page that is left, also by the player's own will, hands on what it saw.
    window.addEventListener('pagehide', () => {
      sessionStorage.setItem(kept, JSON.stringify(this.seen));
    });
    const next = (): void => {
      this.look();
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  }

  private look(): void {
    const now = this.world.now();
    const passed = now - this.at;
    this.at = now;
    this.seen.frames += 1;
    if (this.world.unset() !== this.pageTime) this.moves += 1;
    this.pageTime = this.world.unset();
    if (passed > longestFrameMs) this.seen.stalledMs += passed;
    const ms = Math.min(passed, longestFrameMs);
    const layers = Array.from(document.querySelectorAll<HTMLElement>('#stage > *'));
    const top = layers[layers.length - 1];
    if (!top || !layers.some(covers)) {
      // Before the page's own script has run there is no stage to be empty.
      if (document.querySelector('#stage')) {
        this.seen.emptyMs += ms;
        this.note('the glass is empty');
      }
      return;
    }
    if (standingOn(top) !== this.before) this.seen.transitions += 1;
    this.before = standingOn(top);
    this.expect();
    const wrong = layers.map(standingOn).filter((face) => !this.mayStand(face));
    if (wrong.length === 0) return;
    this.seen.wrongMs += ms;
    this.note(`${wrong.join(' + ')} stands, and not ${this.wanted}`);
  }

  private expect(): void {
    const outside = window.tongbo;
    const off = (outside?.now() ?? 0) - this.world.unset();
    if (Math.abs(off - this.off) > 1_000) this.setAt = this.moves;
    this.off = off;
    const following = outside?.following();
    const wanted = following && outside ? wantedAt(following, outside.now()) : '';
    if (wanted === this.wanted) return;
    this.left.set(this.wanted, this.moves);
    for (const [face, frame] of this.left)
      if (this.moves - frame > GRACE_FRAMES + CLOCK_GRACE_FRAMES) this.left.delete(face);
    this.wanted = wanted;
  }

  private mayStand(face: string): boolean {
    const [key = ''] = face.split(' ');
    const until = this.ends.get(key);
    if (until !== undefined && until <= this.world.unset()) {
      const since = this.lateSince.get(key) ?? this.moves;
      this.lateSince.set(key, since);
      if (this.moves - since > GRACE_FRAMES) return false;
    }
    // While nothing is wanted of a manifest, the player's own pages may stand: it starts, or asks to be paired.
    if (face === this.wanted || this.wanted === '') return true;
    const grace = GRACE_FRAMES + (this.moves - this.setAt <= CLOCK_GRACE_FRAMES ? CLOCK_GRACE_FRAMES : 0);
    return this.moves - (this.left.get(face) ?? -Infinity) <= grace;
  }

  private note(text: string): void {
    const { notes, frames } = this.seen;
    // A state that lasts is told of once.
    if (text !== this.noted && notes.length < mostNotes) notes.push(`frame ${String(frames)}: ${text}`);
    this.noted = text;
  }
}

function before(): Seen | undefined {
  const text = sessionStorage.getItem(kept);
  return text === null ? undefined : (JSON.parse(text) as Seen);
}

function covers(layer: HTMLElement): boolean {
  const { width, height } = layer.getBoundingClientRect();
  return width >= window.innerWidth - 16 && height >= window.innerHeight - 16;
}
