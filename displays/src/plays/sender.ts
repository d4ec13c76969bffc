import type { Acknowledged } from '../../../src/contract/display-link.js';
import { PLAYS_AT_ONCE, type PlayV1 } from '../../../src/contract/display-plays.js';
import type { Spool } from '../cache/plays.js';

/** Undefined without a connection. */
export type SendPlays = (plays: PlayV1[]) => Promise<Acknowledged | undefined>;

/** After an outage a thousand screens come back at once: each waits for some part of this before it begins. */
const spreadMs = 10_000;
/** So long after each batch: a month's plays take a quarter of an hour. */
const pauseMs = 2_000;
const retryMs = [5_000, 15_000, 60_000];
/** What the hub will not take however often it is asked. */
const hopeless: ReadonlySet<string> = new Set(['payload_invalid', 'invalid_request']);

/** Brings plays to the hub, oldest first, and forgets them when it has said that it has them. One batch at a time. */
export class PlaySender {
  private timer: number | undefined;
  private busy = false;
  private failures = 0;
  private atOnce = PLAYS_AT_ONCE;

  constructor(
    private readonly spool: Pick<Spool, 'oldest' | 'sent'>,
    private readonly send: SendPlays,
  ) {}

  /** A connection has begun. */
  welcome(): void {
    this.failures = 0;
    this.after(Math.random() * spreadMs);
  }

  /** A play was written. */
  added(): void {
    if (this.timer === undefined && !this.busy) this.after(pauseMs);
  }

  /** Sends one batch; resolves to how long to wait for the next, undefined when there is none. */
  async once(): Promise<number | undefined> {
    const batch = await this.spool.oldest(this.atOnce);
    if (!batch) return undefined;
    const answer = await this.send(batch.plays).catch(() => undefined);
    if (answer?.ok === true) {
      await this.spool.sent(batch);
      this.failures = 0;
      this.atOnce = PLAYS_AT_ONCE;
      return pauseMs;
    }
    if (answer && hopeless.has(answer.error.code)) {
      // One of them keeps all others from the hub: it is looked for by halves, and given up alone.
      if (batch.plays.length === 1) await this.spool.sent(batch);
      this.atOnce = Math.max(1, Math.floor(batch.plays.length / 2));
      return pauseMs;
    }
    this.failures += 1;
    return retryMs[Math.min(this.failures, retryMs.length) - 1] ?? pauseMs;
  }

  private after(ms: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.run(), ms);
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    if (this.busy) return;
    this.busy = true;
    const wait = await this.once().catch(() => retryMs[0]);
    this.busy = false;
    if (wait !== undefined) this.after(wait);
  }
}
