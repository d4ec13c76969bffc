import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import { z } from 'zod';
import { dayText } from '../../contract/kit/office-time.js';
import { Instant } from '../../contract/values.js';
import { DATABASE, type Db } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { START } from '../entries.js';
import { follow, type FollowedEntry } from '../following.js';
import { countDays, daysOf, type OfficeDay } from './count.js';

/** A stretch may touch as many days as it has entries, and each is counted whole. */
const BATCH = 2_000;

/** What changes a count. Whether something is still out is no part of them. */
const wanted = sql`e.kind in ('delivery.created', 'delivery.scheduled', 'delivery.live', 'delivery.failed',
  'delivery.unconfirmed', 'delivery.cancelled', 'delivery.superseded', 'delivery.lapsed', 'delivery.resolved', 'release.moved')`;

const Moved = z.object({ from: Instant });

/**
 * Keeps the counts of the statistics. It reads the ledger in the order of sealing, and counts those days anew of which
 * something changed; counts and cursor move in one transaction. Nothing that delivers does more for it.
 */
@Injectable()
export class StatisticsCounter implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('statistics', '7-59/20 * * * * *', () => this.catchUp());
  }

  /** Counts everything that is settled by now. */
  async catchUp(): Promise<void> {
    while ((await this.round(BATCH)) === BATCH);
  }

  /** One stretch of the ledger; how many entries it passed. Of several processes one does, and the others pass none. */
  async round(limit: number): Promise<number> {
    await sql`insert into statistics_cursor (txid, id) values (${START.txid}::text::xid8, ${START.id})
      on conflict do nothing`.execute(this.db);
    return this.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ txid: string; id: string }>`
        select txid::text as txid, id::text as id from statistics_cursor for update skip locked`.execute(tx);
      const [after] = rows;
      if (!after) return 0;
      const stretch = await follow(tx, after, wanted, limit);
      if (stretch) {
        const announcements = new Set(stretch.entries.flatMap(({ announcementId }) => announcementId ?? []));
        const stale = [...(await daysOf(tx, [...announcements])), ...stretch.entries.flatMap(leftDay)];
        await countDays(tx, [...new Map(stale.map((one) => [`${one.officeId} ${one.day}`, one])).values()]);
      }
      const { txid, id } = stretch?.end ?? after;
      const passed = stretch?.passed ?? 0;
      await sql`update statistics_cursor set txid = ${txid}::text::xid8, id = ${id}, counted_at = hub_now(),
        behind = ${passed === limit}`.execute(tx);
      return passed;
    });
  }
}

/** A release that was moved is missing on the day that it left. */
function leftDay({ kind, officeId, data }: FollowedEntry): OfficeDay[] {
  return kind === 'release.moved' ? [{ officeId, day: dayText(new Date(Moved.parse(data).from)) }] : [];
}
