import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { PartHealth } from '../health/index.js';
import type { Logger } from '../log/index.js';
import { RedisRefusal } from './connect.js';
import { explainRedis, readInfo, whyUnfit, type RedisFacts } from './words.js';

const lookEveryMs = 2_000;
const keptSeconds = 120;
/** How long a start waits for a Redis that is on its way up. */
const patienceMs = 30_000;
const sayAfterMs = 3_000;

/** Looks after one Redis: can it be written to, is it fit, and has somebody wiped it. */
export class RedisWatch {
  private readonly key = `tongbo:watch:${randomUUID()}`;
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private trouble: string | undefined;
  private facts: RedisFacts | undefined;
  private isMarked = false;
  private looking: Promise<void> | undefined;

  /** Until Redis has served once, its absence is told by who waits for it. */
  private hasServed = false;
  private broke: Error | undefined;

  constructor(
    private readonly client: Redis,
    private readonly place: string,
    private readonly log: Logger,
  ) {
    client.on('error', (error: Error) => {
      this.broke = error;
    });
  }

  /**
   * Waits until Redis serves, and begins to watch it.
   * @throws RedisRefusal when it does not serve in time, or is not fit for the queue
   */
  async start(signal: AbortSignal): Promise<void> {
    const end = performance.now() + patienceMs;
    let sayAt = end - patienceMs + sayAfterMs;
    for (;;) {
      signal.throwIfAborted();
      await this.look();
      const unfit = this.facts && whyUnfit(this.facts, this.place);
      if (unfit !== undefined) throw new RedisRefusal(unfit);
      if (this.trouble === undefined) break;
      if (performance.now() > sayAt) {
        this.log.warn({}, `${this.trouble} The start waits for it.`);
        sayAt = end;
      }
      if (performance.now() > end) throw new RedisRefusal(this.trouble);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    this.hasServed = true;
    if (this.facts?.aof === false)
      this.log.warn(
        { redis: this.place },
        'Redis keeps nothing over a restart (appendonly no): nothing is lost, but what is queued then goes out up to a minute late',
      );
    this.timer = setInterval(() => void this.look(), lookEveryMs);
  }

  health(): PartHealth {
    const facts = { redis: this.place, version: this.facts?.version ?? null };
    return this.trouble === undefined ? { ok: true, facts } : { ok: false, reason: this.trouble, facts };
  }

  /** Calls back when Redis serves again, and when it was wiped. */
  onReturn(listener: () => void): void {
    this.listeners.add(listener);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    const before = this.trouble;
    let wiped = false;
    try {
      if (this.client.status !== 'ready') throw this.broke ?? new Error('there is no connection yet');
      this.facts = readInfo(await this.client.info());
      this.trouble = whyUnfit(this.facts, this.place);
      // Writing is what the queue does, so writing is what is tried; the old value tells whether it was wiped.
      const old = await this.client.set(this.key, '1', 'EX', keptSeconds, 'GET');
      wiped = this.isMarked && old === null;
      this.isMarked = true;
    } catch (error) {
      // A Redis that is unfit and also refuses the write is told by what has to be changed first.
      const unfit = this.facts && whyUnfit(this.facts, this.place);
      this.trouble = unfit ?? explainRedis(error, this.place);
    }
    this.tell(before, wiped);
  }

  private tell(before: string | undefined, wiped: boolean): void {
    if (!this.hasServed) return;
    if (this.trouble !== undefined && this.trouble !== before) this.log.error({}, this.trouble);
    const isBack = this.trouble === undefined && (before !== undefined || wiped);
    if (!isBack) return;
    this.log.info(
      { redis: this.place },
      wiped ? 'Redis was wiped; its jobs are queued again' : 'Redis serves',
    );
    for (const listener of this.listeners) listener();
  }
}
