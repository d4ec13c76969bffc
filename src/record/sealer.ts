import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { schedule, type ScheduledTask } from 'node-cron';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { sealNext } from './seals.js';

const BATCH = 10_000;

/** Seals the ledger's tail every two seconds in a process that has the scheduler's role. */
@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private task: ScheduledTask | undefined;
  private running: Promise<void> = Promise.resolve();
  private sealedAt: Date | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.roles.includes('scheduler')) return;
    this.task = schedule('*/2 * * * * *', () => (this.running = this.round()), {
      noOverlap: true,
      name: 'seal',
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task?.stop();
    await this.running;
  }

  /** When the last round ended well; undefined before the first. */
  get lastRound(): Date | undefined {
    return this.sealedAt;
  }

  private async round(): Promise<void> {
    try {
      while ((await sealNext(this.db, BATCH)) === BATCH);
      this.sealedAt = new Date();
    } catch (error) {
      this.log.error({ err: error }, 'sealing the ledger failed; the next round tries again');
    }
  }
}
