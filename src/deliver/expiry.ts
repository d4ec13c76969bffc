import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { schedule, type ScheduledTask } from 'node-cron';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { Recalls } from './recall.service.js';

/** Takes down what has outlived its window, every few seconds, in a process that has the scheduler's role. */
@Injectable()
export class Expiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private task: ScheduledTask | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly recalls: Recalls,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.roles.includes('scheduler')) return;
    this.task = schedule('*/5 * * * * *', () => (this.running = this.round()), {
      noOverlap: true,
      name: 'expiry',
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task?.stop();
    await this.running;
  }

  private async round(): Promise<void> {
    try {
      const expired = await this.recalls.expire();
      if (expired > 0) this.log.info({ expired }, 'items have outlived their window and are taken down');
    } catch (error) {
      this.log.error({ err: error }, 'looking for expired items failed; the next round tries again');
    }
  }
}
