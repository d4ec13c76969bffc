import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { CreateRecall, RecallAnswer, RecallScope } from '../../contract/api.js';
import { SCREENS_PORT, type ScreensPorts } from '../../contract/display.js';
import { HubError } from '../../contract/errors.js';
import type { GoneReason } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { lockAnnouncement } from '../../intake/index.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { mayBeOut, notYetOut, standing, writeRecalls, type Standing } from '../../release/index.js';
import { notify } from '../../store/notify.js';
import { markRecalled } from './stage.js';

/** Takes announcements back: what is not yet out is cancelled, for the rest recalls are written. */
@Injectable()
export class Recalls {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SCREENS_PORT) private readonly screens: ScreensPorts,
  ) {}

  /** What a recall would touch. */
  async scope(caller: Caller, announcementId: string): Promise<RecallScope> {
    const announcement = await this.db
      .selectFrom('announcement')
      .select('id')
      .where('id', '=', announcementId)
      .where('office_id', '=', caller.officeId)
      .executeTakeFirst();
    if (!announcement) throw new HubError('not_found', 'there is no such announcement in this office');
    const rows = await this.db
      .selectFrom('delivery')
      .select(['state', 'target_id', 'item_key'])
      .where('announcement_id', '=', announcementId)
      .where('office_id', '=', caller.officeId)
      .where('operation', '<>', 'recall')
      .where('state', 'in', [...mayBeOut, ...notYetOut])
      .execute();
    const out = rows.filter((row) => mayBeOut.includes(row.state));
    const holding = await Promise.all(
      out.map(async (row) => {
        const { screens } = await this.screens.forTarget(row.target_id).receipts(row.item_key);
        return screens.filter((screen) => screen.state !== 'retracted').map((screen) => screen.screenId);
      }),
    );
    const waiting = await this.db
      .selectFrom('recall_request')
      .select('id')
      .where('announcement_id', '=', announcementId)
      .where('decided_at', 'is', null)
      .executeTakeFirst();
    return {
      targets: out.length,
      cancels: rows.length - out.length,
      screens: new Set(holding.flat()).size,
      waiting: waiting?.id,
    };
  }

  /**
   * Takes it back, in the caller's transaction. `requestId` is the request that was granted.
   * Rejects with `not_found`, or with `wrong_state` when nothing of it is out or about to be.
   */
  async create(
    tx: Tx,
    caller: Caller,
    announcementId: string,
    wish: Pick<CreateRecall, 'reason' | 'note' | 'targetIds'> & { requestId: string },
  ): Promise<Omit<RecallAnswer, 'request'>> {
    await lockAnnouncement(tx, caller.officeId, announcementId);
    const rows = await standing(tx, announcementId, wish.targetIds);
    const out = rows.filter((row) => row.operation !== 'recall');
    if (out.length === 0)
      throw new HubError('wrong_state', 'nothing of it is out, and nothing is about to go out');
    const cancelled = await cancel(tx, out, wish);
    const written = await writeRecalls(tx, out, {
      reason: wish.reason,
      memberId: caller.memberId,
      note: wish.note,
      requestId: wish.requestId,
    });
    const recalls = [...written.values(), ...(await this.takeOver(tx, rows, wish.requestId))];
    await appendLedger(tx, [
      {
        officeId: caller.officeId,
        actor: `member:${caller.memberId}`,
        kind: 'recall.ordered',
        announcementId,
        subjectId: wish.requestId,
        data: { reason: wish.reason, recalls, cancelled, targets: out.map((row) => row.target_id) },
      },
    ]);
    await markRecalled(tx, announcementId);
    await notify(tx, 'hub_due');
    await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [announcementId] });
    await announceChange(tx, caller.officeId, { topic: 'announcement', ids: [announcementId] });
    return { recalls, cancelled };
  }

  /** Recalls that were open already (a correction's, the clock's) count as this request's from now on. */
  private async takeOver(tx: Tx, rows: readonly Standing[], requestId: string): Promise<string[]> {
    const ids = rows.filter((row) => row.operation === 'recall').map((row) => row.id);
    if (ids.length === 0) return [];
    const taken = await tx
      .updateTable('delivery')
      .set({ recall_id: requestId })
      .where('id', 'in', ids)
      .where('recall_id', 'is', null)
      .returning('id')
      .execute();
    return taken.map(({ id }) => id);
  }

  /** Recalls what has outlived its window. Returns how many items. */
  async expire(): Promise<number> {
    return transact(this.db, 'system:expiry', async (tx) => {
      const { rows } = await sql<Standing>`
        select p.* from delivery p
        where p.state in ('live', 'accepted', 'missing') and p.operation <> 'recall' and p.window_ends_at <= hub_now()
          and not exists (select from delivery r where r.operation = 'recall' and r.announcement_id = p.announcement_id
            and r.target_id = p.target_id and r.item_key = p.item_key
            and r.state not in ('failed'))
        order by p.window_ends_at limit 500 for update of p skip locked`.execute(tx);
      if (rows.length === 0) return 0;
      await writeRecalls(tx, rows, { reason: 'expired' });
      await notify(tx, 'hub_due');
      return rows.length;
    });
  }
}

/** What is not yet out stays in. Returns the ids. */
async function cancel(
  tx: Tx,
  out: readonly Standing[],
  { reason, requestId }: { reason: GoneReason; requestId: string },
): Promise<string[]> {
  const ids = out.filter((row) => notYetOut.includes(row.state)).map((row) => row.id);
  if (ids.length > 0) {
    await sql`
      update delivery set state = 'cancelled', gone_reason = ${reason}, due_at = null, recall_id = ${requestId}
      where id = any(${ids}::uuid[])`.execute(tx);
  }
  return ids;
}
