import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { schedule, type ScheduledTask } from 'node-cron';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { HealthRegistry, type PartHealth } from '../platform/health/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { START, tailBehind } from './entries.js';
import { lastSeal, sealNext } from './seals.js';

const BATCH = 10_000;
/** Entries are sealed within 5 s; one that waits longer than this says that sealing has stopped. */
const STALE_MS = 15_000;

/** Seals the ledger's tail every two seconds in a process that has the scheduler's role. */
@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private task: ScheduledTask | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(LOGGER) private readonly log: Logger,
    health: HealthRegistry,
  ) {
    if (config.roles.includes('scheduler')) health.register({ name: 'sealer', check: () => this.health() });
  }

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

  private async health(): Promise<PartHealth> {
    const { entries, oldestMs } = await tailBehind(this.db, (await lastSeal(this.db))?.to ?? START);
    return oldestMs <= STALE_MS
      ? { ok: true, facts: { unsealed: entries } }
      : {
          ok: false,
          reason: `${entries} ledger entries wait for a seal, the oldest for ${Math.round(oldestMs / 1000)} s`,
        };
  }

  private async round(): Promise<void> {
    try {
      while ((await sealNext(this.db, BATCH)) === BATCH);
    } catch (error) {
      this.log.error({ err: error }, 'sealing the ledger failed; the next round tries again');
    }
  }
}
