import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import { follow, START } from '../record/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { Housekeeping } from '../store/housekeeping.js';
import { Targets } from '../targets/index.js';
import { ACCEPTED, read, readKinds } from './facts.js';
import { settle, tellFacts } from './telling.js';

const BATCH = 5_000;
/** What is older was read, or nobody will. */
const KEPT_DAYS = 180;

const wanted = sql`e.kind = any(${[...readKinds]}::text[]) or (e.kind = ${ACCEPTED} and exists (
  select from task k where k.delivery_id = e.subject_id and k.closed_at is null))`;

/**
 * Turns the ledger's new entries into notifications. Entries, cursor and notifications move in one transaction, so
 * that each entry is told once, whatever breaks in between.
 */
@Injectable()
export class Teller implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('notifications', '1-59/2 * * * * *', () => this.catchUp());
    this.housekeeping.every('old notifications', '30 17 3 * * *', () => this.forget());
  }

  /** Tells everything that is settled by now. */
  async catchUp(): Promise<void> {
    while ((await this.round(BATCH)) === BATCH);
  }

  /** One stretch of the ledger; how many entries it passed. Of several processes one does, and the others pass none. */
  async round(limit: number): Promise<number> {
    await sql`insert into notification_cursor (txid, id) values (${START.txid}::text::xid8, ${START.id})
      on conflict do nothing`.execute(this.db);
    return this.db.transaction().execute(async (tx) => {
      const cursor = await sql<{ txid: string; id: string }>`
        select txid::text as txid, id::text as id from notification_cursor for update skip locked`.execute(
        tx,
      );
      const [after] = cursor.rows;
      const stretch = after && (await follow(tx, after, wanted, limit));
      if (!stretch) return 0;
      const { facts, settled } = read(stretch.entries);
      await settle(tx, settled);
      await tellFacts(
        tx,
        facts,
        this.targets.channelsAt('press').map(({ id }) => id),
      );
      await sql`update notification_cursor set txid = ${stretch.end.txid}::text::xid8, id = ${stretch.end.id}`.execute(
        tx,
      );
      return stretch.passed;
    });
  }

  private async forget(): Promise<void> {
    const old = sql`at < hub_now() - make_interval(days => ${KEPT_DAYS})`;
    await sql`delete from notification where ${old}`.execute(this.db);
    await sql`delete from hook_message where ${old}`.execute(this.db);
  }
}
