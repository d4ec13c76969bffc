import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { editing, type BeatPresence, type Place, type PresenceView } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';

/** Who has a page about an announcement open now, so that two people don't do the same thing at once. */
@Injectable()
export class Presence implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly housekeeping: Housekeeping,
  ) {}

  onModuleInit(): void {
    this.housekeeping.every('onlookers', '45 17 * * * *', async () => {
      // Those of an announcement that is looked at are forgotten by who looks next.
      await sql`delete from onlooker where until < hub_now() - interval '1 hour'`.execute(this.db);
    });
  }

  /** A page's beat; answers who else is there. @throws HubError `not_found` */
  beat(caller: Caller, id: string, { tab, place }: BeatPresence): Promise<PresenceView> {
    return this.at(caller, id, async (tx) => {
      const gone = await this.forget(tx, id);
      const { rows } = await sql<{ fresh: boolean }>`
        insert into onlooker (announcement_id, tab, member_id, place, until)
        values (${id}, ${tab}, ${caller.memberId}, ${place},
          hub_now() + ${editing.leaseMs} * interval '1 millisecond')
        on conflict (announcement_id, tab) do update
          set member_id = excluded.member_id, place = excluded.place, until = excluded.until
        returning xmax = 0 as fresh`.execute(tx);
      if (gone || rows[0]?.fresh === true) await this.tell(tx, caller, id);
      return { people: await this.others(tx, caller.memberId, id) };
    });
  }

  /** The page is closed. @throws HubError `not_found` */
  leave(caller: Caller, id: string, tab: string): Promise<void> {
    return this.at(caller, id, async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('onlooker')
        .where('announcement_id', '=', id)
        .where('tab', '=', tab)
        .where('member_id', '=', caller.memberId)
        .executeTakeFirst();
      if (numDeletedRows > 0n) await this.tell(tx, caller, id);
    });
  }

  /** Pages that have said nothing for too long, or from before the clock was set back. */
  private async forget(tx: Tx, id: string): Promise<boolean> {
    const { rows } = await sql`
      delete from onlooker where announcement_id = ${id}
        and not until between hub_now() and hub_now() + ${editing.leaseMs} * interval '1 millisecond'
      returning tab`.execute(tx);
    return rows.length > 0;
  }

  private async others(tx: Tx, memberId: string, id: string): Promise<PresenceView['people']> {
    const { rows } = await sql<{ id: string; name: string; place: Place }>`
      select m.id, m.name, o.place from onlooker o join member m on m.id = o.member_id
      where o.announcement_id = ${id} and o.member_id <> ${memberId}
      group by m.id, m.name, o.place order by m.name, m.id, o.place`.execute(tx);
    return rows;
  }

  private tell(tx: Tx, { officeId }: Caller, id: string): Promise<void> {
    return announceChange(tx, officeId, { topic: 'presence', ids: [id] });
  }

  private at<T>(caller: Caller, id: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const row = await tx
        .selectFrom('announcement')
        .select('id')
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .executeTakeFirst();
      if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
      return work(tx);
    });
  }
}
