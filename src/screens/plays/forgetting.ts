import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { CONFIG, type HubConfig } from '../../platform/config/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';

/** Rows that go at once: nobody waits for long behind them. */
const atOnce = 20_000;

/** Forgets single plays after HUB_PLAYS_DAYS; what was counted of them by the day stays. */
@Injectable()
export class Forgetting implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Pick<HubConfig, 'playsDays'>,
    private readonly housekeeping: Housekeeping,
  ) {}

  onModuleInit(): void {
    this.housekeeping.every('old plays', '50 27 3 * * *', () => this.round());
  }

  /** Returns how many have gone. */
  async round(): Promise<void> {
    for (let gone = atOnce; gone >= atOnce;) gone = await this.some();
  }

  private async some(): Promise<number> {
    const { numAffectedRows } = await sql`
      delete from screen_play where ctid = any(array(
        select ctid from screen_play where began_at < hub_now() - ${this.config.playsDays} * interval '1 day'
        limit ${atOnce}))`.execute(this.db);
    return Number(numAffectedRows ?? 0);
  }
}
