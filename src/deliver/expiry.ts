import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { Housekeeping } from '../store/housekeeping.js';
import { Recalls } from './recalls/recalls.service.js';

/** Takes down what has outlived its window, every few seconds. */
@Injectable()
export class Expiry implements OnApplicationBootstrap {
  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    private readonly housekeeping: Housekeeping,
    private readonly recalls: Recalls,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('expiry', '*/5 * * * * *', () => this.round());
  }

  private async round(): Promise<void> {
    const expired = await this.recalls.expire();
    if (expired > 0) this.log.info({ expired }, 'items have outlived their window and are taken down');
  }
}
