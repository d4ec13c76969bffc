/** A difference below this is the network's or the timer's, not the clock's. */
const toleranceMs = 1_500;
/** The machine's clock went on without a jump for so long: its time is as good as at a start. */
const settledMs = 10 * 60_000;

/** What the machine tells: its clock, which may be wrong and be set, and what passes, which cannot. */
export interface Machine {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since the page began. */
  elapsed(): number;
}

/** What outlives the page. */
export interface KeptTime {
  /** What the machine's clock lacks of the hub's, in milliseconds. */
  offset: number;
  /** The latest time that the player ever knew to be over, by the hub's clock. */
  newest?: number | undefined;
}

/**
 * Why the time is not known. `start`: the machine says a time that is over, so now may be any later one. `jump`: the
 * machine's clock was set forward or the machine slept, so now is between what passed and what the machine says.
 */
type Doubt = { of: 'start' } | { of: 'jump'; since: number };

const browser: Machine = { now: () => Date.now(), elapsed: () => performance.now() };

/** The hub's clock, as far as the player can know it. It goes on by what passes, whatever happens to the machine's. */
export class Clock {
  private base: number;
  private at: number;
  private offset: number;
  private newest: number;
  private doubt: Doubt | undefined;
  /** Hears when the time is trusted again or no more, and when the machine's clock was set. */
  changed: () => void = () => undefined;

  constructor(
    { offset, newest = -Infinity }: KeptTime = { offset: 0 },
    private readonly machine: Machine = browser,
  ) {
    this.offset = offset;
    this.newest = newest;
    this.at = machine.elapsed();
    this.base = Math.max(machine.now() + offset, newest);
    if (machine.now() + offset < newest - toleranceMs) this.doubt = { of: 'start' };
  }

  /** Milliseconds since 1970. Without trust the earliest time that it can be. */
  now(): number {
    return this.base + this.machine.elapsed() - this.at;
  }

  /** Whether the time is known. */
  get trusted(): boolean {
    return this.doubt === undefined;
  }

  /** What has to be kept for the next start. */
  get kept(): Required<KeptTime> {
    const newest = this.trusted ? Math.max(this.newest, this.now()) : this.newest;
    return { offset: this.offset, newest };
  }

  /** What the machine's clock lacks of the hub's, in whole milliseconds. */
  get offsetMs(): number {
    return Math.round(this.offset);
  }

  /**
   * When something that ends at `until` may last be shown, by `now()`: nothing that could be over already is shown
   * while the time is not known.
   */
  end(until: number): number {
    if (!this.doubt) return until;
    return this.doubt.of === 'start' ? -Infinity : until - Math.max(0, this.latest() - this.now());
  }

  /** Sets the clock by what the hub said just now. Returns by how much it was wrong, in milliseconds. */
  heard(hubNow: number): number {
    const off = hubNow - this.now();
    const offset = hubNow - this.machine.now();
    const isNews = this.doubt !== undefined || Math.abs(off) >= toleranceMs;
    if (Math.abs(offset - this.offset) >= toleranceMs)
      this.offset = Math.abs(offset) < toleranceMs ? 0 : offset;
    this.newest = Math.max(this.newest, hubNow);
    if (!isNews) return 0;
    this.set(hubNow);
    this.doubt = undefined;
    this.changed();
    return off;
  }

  /** Compares the machine's clock with what passed since the last look. To be called every second or so. */
  look(): void {
    const ahead = this.latest() - this.now();
    if (this.doubt?.of === 'start') {
      // Somebody has set the machine's clock: from here on it is a jump like any other.
      if (this.latest() > this.newest) this.change({ of: 'jump', since: this.machine.elapsed() });
      return;
    }
    if (this.doubt) {
      this.settle(ahead);
      return;
    }
    if (ahead >= toleranceMs) this.change({ of: 'jump', since: this.machine.elapsed() });
    else if (ahead <= -toleranceMs) {
      // Time does not go back: the machine's clock does.
      this.offset = this.now() - this.machine.now();
      this.changed();
    }
  }

  private settle(ahead: number): void {
    if (this.doubt?.of !== 'jump') return;
    if (ahead < toleranceMs) {
      // It was set back to where it was.
      if (ahead <= -toleranceMs) this.offset = this.now() - this.machine.now();
      this.change(undefined);
    } else if (this.machine.elapsed() - this.doubt.since >= settledMs) {
      this.set(this.latest());
      this.change(undefined);
    }
  }

  private latest(): number {
    return this.machine.now() + this.offset;
  }

  private set(now: number): void {
    this.base = now;
    this.at = this.machine.elapsed();
  }

  private change(doubt: Doubt | undefined): void {
    this.doubt = doubt;
    this.changed();
  }
}
