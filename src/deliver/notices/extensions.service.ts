import { Inject, Injectable } from '@nestjs/common';
import type { CloseNotice, ExtendNotice } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { lockAnnouncement } from '../../intake/index.js';
import { moveWindow } from '../../release/index.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { takenBack } from './taken-back.js';

/** What a person does with a public notice that stands: gives it more time, and closes it when its time is over. */
@Injectable()
export class NoticeEnds {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /**
   * A later end for all places at once; screens and the hub's own pages learn of it in the same transaction.
   * @throws HubError `wrong_state` when it does not run, or while it is being sent somewhere; `invalid_time` when the
   * end is not later
   */
  async extend(caller: Caller, announcementId: string, { endsAt, reason }: ExtendNotice): Promise<void> {
    const end = new Date(endsAt);
    await this.change(caller, announcementId, async (tx) => {
      const notice = await openNotice(tx, announcementId);
      if (notice.ends_at <= (await databaseNow(tx)))
        throw new HubError('wrong_state', 'its time is over: publish it anew instead');
      if (end <= notice.ends_at)
        throw new HubError('invalid_time', 'the new end is not later than the old one');
      await refuseWhileSending(tx, announcementId);
      await tx
        .updateTable('notice')
        .set({ ends_at: end, by_default: false })
        .where('id', '=', notice.id)
        .execute();
      const deliveries = await moveWindow(tx, announcementId, end);
      const data = { from: notice.ends_at.toISOString(), to: end.toISOString(), reason, deliveries };
      return { id: notice.id, kind: 'notice.extended', data };
    });
  }

  /**
   * Says what came of it, once its end has come. @throws HubError `objections_open` while one has no result;
   * `wrong_state` before its end, or when the outcome is not what its objections say
   */
  async close(caller: Caller, announcementId: string, { outcome }: CloseNotice): Promise<void> {
    await this.change(caller, announcementId, async (tx) => {
      const notice = await openNotice(tx, announcementId);
      const now = await databaseNow(tx);
      if (notice.ends_at > now) throw new HubError('wrong_state', 'it is still open to objections');
      // Also those to an earlier notice of it: publishing it anew settles none.
      const objections = await tx
        .selectFrom('objection as o')
        .innerJoin('notice as n', 'n.id', 'o.notice_id')
        .select('o.settled_at')
        .where('n.announcement_id', '=', announcementId)
        .execute();
      if (objections.some((one) => one.settled_at === null)) throw new HubError('objections_open');
      if (objections.length > 0 !== (outcome === 'objections_settled'))
        throw new HubError(
          'wrong_state',
          objections.length > 0 ? 'there were objections to it' : 'there was no objection to it',
        );
      await tx
        .updateTable('notice')
        .set({ closed_at: now, closed_by: caller.memberId, outcome })
        .where('id', '=', notice.id)
        .execute();
      return { id: notice.id, kind: 'notice.closed', data: { outcome, objections: objections.length } };
    });
  }

  private async change(
    caller: Caller,
    announcementId: string,
    work: (tx: Tx) => Promise<{ id: string; kind: string; data: Record<string, string | number> }>,
  ): Promise<void> {
    const { officeId } = caller;
    const actor = `member:${caller.memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await lockAnnouncement(tx, officeId, announcementId);
      await refuseTakenBack(tx, announcementId);
      const { id: subjectId, kind, data } = await work(tx);
      await appendLedger(tx, [{ officeId, actor, kind, announcementId, subjectId, data }]);
      await announceChange(tx, officeId, { topic: 'delivery', ids: [announcementId] });
    });
  }
}

/** The announcement's open notice, locked. @throws HubError `wrong_state` */
export async function openNotice(
  tx: Tx,
  announcementId: string,
): Promise<{ id: string; published_at: Date; ends_at: Date }> {
  const notice = await tx
    .selectFrom('notice')
    .select(['id', 'published_at', 'ends_at'])
    .where('announcement_id', '=', announcementId)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!notice) throw new HubError('wrong_state', 'it is no public notice that is open');
  return notice;
}

/** Who is sending it has read the old end already. */
async function refuseWhileSending(tx: Tx, announcementId: string): Promise<void> {
  const sending = await tx
    .selectFrom('delivery')
    .select('id')
    .where('announcement_id', '=', announcementId)
    .where('operation', '<>', 'recall')
    .where('state', '=', 'sending')
    .forUpdate()
    .executeTakeFirst();
  if (sending) throw new HubError('wrong_state', 'it is being sent at this moment; try again in a minute');
}

async function refuseTakenBack(tx: Tx, announcementId: string): Promise<void> {
  const found = await tx
    .selectFrom('notice as n')
    .select('n.id')
    .where('n.announcement_id', '=', announcementId)
    .where('n.closed_at', 'is', null)
    .where(takenBack)
    .executeTakeFirst();
  if (found) throw new HubError('wrong_state', 'it was taken back: publish it anew, for all of its time');
}
