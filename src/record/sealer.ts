import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { HealthRegistry, type PartHealth } from '../platform/health/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { Housekeeping } from '../store/housekeeping.js';
import { START, tailBehind } from './entries.js';
import { lastSeal, sealNext } from './seals.js';

const BATCH = 10_000;
/** Entries are sealed within 5 s; one that waits longer than this says that sealing has stopped. */
const STALE_MS = 15_000;

/** Seals the ledger's tail every two seconds. */
@Injectable()
export class Sealer implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) config: HubConfig,
    private readonly housekeeping: Housekeeping,
    health: HealthRegistry,
  ) {
    if (config.roles.includes('scheduler')) health.register({ name: 'sealer', check: () => this.health() });
  }

  onApplicationBootstrap(): void {
    this.housekeeping.every('seal', '*/2 * * * * *', async () => {
      while ((await sealNext(this.db, BATCH)) === BATCH);
    });
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
}
