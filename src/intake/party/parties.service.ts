import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { AnnouncementDetail, SetParty } from '../../contract/api.js';
import type { Caller } from '../../identity/index.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { AnnouncementRows } from '../announcement-rows.js';
import { requireNobodyElse } from '../editing/lease.js';
import { lockAnnouncement, requireUnlocked } from '../lock.js';
import { partyOf, PartyTexts } from './party.js';

/** Keeps for whom a draft is that is to be served. */
@Injectable()
export class Parties {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly texts: PartyTexts,
    private readonly rows: AnnouncementRows,
  ) {}

  /**
   * Another name is another party: what was approved for the one before it is not served to this one. The name before it
   * is not kept.
   * @throws HubError `wrong_state` when it is locked, `pen_held` while another member writes it, `not_found`
   */
  async set(caller: Caller, id: string, { name }: SetParty): Promise<AnnouncementDetail> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await requireUnlocked(tx, await lockAnnouncement(tx, officeId, id));
      await requireNobodyElse(tx, id, memberId);
      const before = await partyOf(tx, id);
      if (before && this.texts.open(before.sealed, before.salt, 'name') === name) return;
      const salt = newId();
      const hash = this.texts.hashOf(salt, name);
      const values = { salt, sealed: this.texts.seal(name, salt, 'name'), hash, set_by: memberId };
      await tx
        .insertInto('service_party')
        .values({ announcement_id: id, office_id: officeId, ...values })
        .onConflict((conflict) =>
          conflict.column('announcement_id').doUpdateSet({ ...values, set_at: sql<Date>`hub_now()` }),
        )
        .execute();
      const entry = {
        officeId,
        actor,
        kind: 'party.named',
        announcementId: id,
        subjectId: id,
        data: { hash },
      };
      await appendLedger(tx, [entry]);
      await announceChange(tx, officeId, { topic: 'announcement', ids: [id] });
    });
    return this.rows.detail(officeId, id);
  }
}
