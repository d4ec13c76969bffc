import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { HealthRegistry, type PartHealth } from '../platform/health/index.js';
import { newId } from '../platform/ids.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { Queues } from './queues.js';

/** How often a process with workers puts a canary into each queue. */
const EVERY_MS = 3_000;
/** A process that has taken nothing from a queue for so long does not consume it. */
export const STARVED_MS = 10_000;
/** Canaries of one process that may wait in one queue: their ids come round, and an id that waits is not added again. */
const SLOTS = 4;

/**
 * Every process with workers keeps a canary in each queue, so that consuming shows also when there is nothing to deliver.
 * With several processes each takes its share, since the queue serves whoever has waited longest.
 */
@Injectable()
export class Canaries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly id = newId();
  private timer: NodeJS.Timeout | undefined;
  private round = 0;
  private bornAt = Date.now();
  private adding: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly queues: Queues,
    registry: HealthRegistry,
  ) {
    // Taking it is all there is to it: the queue notes when.
    queues.handle('canary.v1', () => Promise.resolve());
    if (config.roles.includes('worker')) registry.register({ name: 'consumers', check: () => this.health() });
  }

  onApplicationBootstrap(): void {
    if (!this.config.roles.includes('worker')) return;
    this.bornAt = Date.now();
    this.timer = setInterval(() => {
      this.adding = this.send();
    }, EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.adding;
  }

  private async send(): Promise<void> {
    this.round = (this.round + 1) % SLOTS;
    try {
      for (const { lane } of this.queues.lastConsumed()) {
        const id = `canary-${this.id}-${String(this.round)}`;
        await this.queues.add(lane, 'canary.v1', [{ id, data: { lane }, priority: 0 }]);
      }
    } catch (error) {
      // The queue's own health says that it is away.
      this.log.debug({ err: error }, 'a canary could not be queued');
    }
  }

  private health(): PartHealth {
    const silent = this.queues.lastConsumed().map(({ lane, at }) => {
      return { lane, ms: Date.now() - (at?.getTime() ?? this.bornAt) };
    });
    const starved = silent.filter(({ ms }) => ms > STARVED_MS);
    const longest = Math.max(0, ...silent.map(({ ms }) => ms));
    if (starved.length === 0) return { ok: true, facts: { longestMsAgo: longest } };
    const lanes = starved.map(({ lane }) => lane).join(', ');
    const seconds = Math.round(longest / 1000);
    return {
      ok: false,
      reason: `this process has taken nothing from the queues of ${lanes} for up to ${String(seconds)} s`,
    };
  }
}
