/** A difference to the hub's clock below this is the network's, not the clock's. */
const toleranceMs = 1_500;

/** The hub's clock, as far as the player can know it; goes on by itself without the hub. */
export class Clock {
  constructor(private offset = 0) {}

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.offset;
  }

  /** Sets the clock by what the hub said just now. Returns the new offset when it has changed. */
  heard(hubNow: number): number | undefined {
    const offset = hubNow - Date.now();
    if (Math.abs(offset - this.offset) < toleranceMs) return undefined;
    this.offset = Math.abs(offset) < toleranceMs ? 0 : offset;
    return this.offset;
  }
}
