import type { HealthV1 } from '../../../src/contract/display-health.js';
import type { Clock } from '../cache/clock.js';
import { Eyes, type Symptom } from './eyes.js';
import { healStore, Ladder, type Step } from './ladder.js';
import { clockNotice, Notice } from './notice.js';
import { lightOfOutput } from './picture.js';
import { startShift } from './shift.js';
import { Wake } from './wake.js';
import type { Following } from './wanted.js';

const lookEveryMs = 1_000;
/** Storage is asked after, and what is kept is looked through, so often. */
const careEveryMs = 30_000;

/** What the watch needs of the rest of the player. */
export interface Watched {
  root: HTMLElement;
  clock: Clock;
  build: string;
  following(): Following | undefined;
  /** Draws anew what should stand there; `blame` is left out for a while when drawing it anew did not help. */
  again(blame: string | undefined): void;
  /** Whether a write was refused because the disk is full. */
  full(): boolean;
  waiting(): number;
  /** Looks after what is kept. */
  care(): Promise<void>;
}

/** Watches the glass, the clock and the store, and mends: what is shown, then the page, then the browser. */
export class Watch {
  private readonly eyes: Eyes;
  private readonly ladder: Ladder;
  private readonly wake = new Wake();
  private readonly notice = new Notice();
  private storage: HealthV1['storage'];
  private cared = -Infinity;
  private blackBefore = false;

  constructor(private readonly watched: Watched) {
    const { root, clock } = watched;
    this.eyes = new Eyes(
      root,
      () => clock.now(),
      () => watched.following(),
    );
    this.ladder = new Ladder(healStore, Date.now());
  }

  start(): void {
    this.wake.start();
    startShift(this.watched.root);
    setInterval(() => {
      this.look();
    }, lookEveryMs);
  }

  /** Something was put right on the spot. */
  mended(): void {
    this.ladder.mended();
  }

  health(): HealthV1 {
    const { watched } = this;
    const { clock, build } = watched;
    const { since, item, page, process } = this.ladder.heals;
    return {
      build,
      startedAt: new Date(since).toISOString(),
      clockOffsetMs: clock.offsetMs,
      clockTrusted: clock.trusted,
      ...(this.storage ? { storage: { ...this.storage, full: watched.full() } } : {}),
      picture: this.eyes.picture,
      heals: { item, page, process },
      wakeLock: this.wake.held,
      spool: watched.waiting(),
    };
  }

  private look(): void {
    const at = performance.now();
    const { watched } = this;
    const { clock } = watched;
    clock.look();
    this.notice.say(clock.trusted ? undefined : clockNotice);
    this.wake.want();
    const symptom = this.eyes.look(at);
    const step = symptom && this.ladder.next(Date.now(), symptom.from);
    if (symptom && step) this.take(step, symptom);
    if (at - this.cared < careEveryMs) return;
    this.cared = at;
    void watched.care().catch(() => undefined);
    void this.measure().catch(() => undefined);
    void this.see().catch(() => undefined);
  }

  private take(step: Step, { key }: Symptom): void {
    if (step === 'item') this.watched.again(key);
    else if (step === 'page') location.reload();
    else askForRestart();
  }

  /** Looks at the real output where the box allows it: nothing can be read in a picture of one shade. */
  private async see(): Promise<void> {
    const light = await lightOfOutput();
    const isBlack = light !== undefined && (light.stdev < 1 || light.mean < 8);
    const wasBlack = this.blackBefore;
    this.blackBefore = isBlack;
    // Once may be a moment between two pictures.
    if (!isBlack || !wasBlack) return;
    const step = this.ladder.next(Date.now(), 'page');
    if (step) this.take(step, { what: 'empty', from: 'page' });
  }

  private async measure(): Promise<void> {
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    const persisted = (await navigator.storage.persisted()) || (await navigator.storage.persist());
    this.storage = { usage, quota, persisted };
  }
}

/**
 * The page cannot end its browser: it leaves word for the supervisor of the box (displays/kiosk/supervise.sh), which
 * looks every few seconds. Where nobody supervises, a new page is what there is.
 */
export function askForRestart(): void {
  document.documentElement.dataset['asks'] = 'restart';
  setTimeout(() => {
    location.reload();
  }, 30_000);
}
