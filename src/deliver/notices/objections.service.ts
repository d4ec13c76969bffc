import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { z } from 'zod';
import type { ObjectionList, ObjectionView, RecordObjection, SettleObjection } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { Hash } from '../../contract/values.js';
import { notePersonalRead, type Caller } from '../../identity/index.js';
import { lockAnnouncement } from '../../intake/index.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { openNotice } from './extensions.service.js';
import { ObjectionTexts } from './objection-texts.js';

/** A clock on the wall and the hub's may differ by this much. */
const AHEAD_MS = 60_000;

/**
 * Objections (异议) to public notices. Who objects may have to be protected from who is objected to: the words are kept
 * encrypted, and the ledger has an id and a salted hash of them.
 */
@Injectable()
export class Objections {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly texts: ObjectionTexts,
  ) {}

  /** To all notices of an announcement, in the order in which they came. Who reads them stands in the ledger. */
  async list(caller: Caller, announcementId: string): Promise<ObjectionList> {
    return transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const items = await this.read(tx, caller.officeId, announcementId);
      if (items.length > 0)
        await notePersonalRead(tx, caller, {
          what: 'objections',
          announcement: announcementId,
          count: items.length,
        });
      return { items };
    });
  }

  private async read(tx: Tx, officeId: string, announcementId: string): Promise<ObjectionView[]> {
    const announcement = await tx
      .selectFrom('announcement')
      .select('id')
      .where('id', '=', announcementId)
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    if (!announcement) throw new HubError('not_found', 'there is no such announcement in this office');
    const rows = await tx
      .selectFrom('objection as o')
      .innerJoin('notice as n', 'n.id', 'o.notice_id')
      .leftJoin('member as r', 'r.id', 'o.recorded_by')
      .leftJoin('member as s', 's.id', 'o.settled_by')
      .selectAll('o')
      .select(['r.name as recorder', 's.name as settler'])
      .where('n.announcement_id', '=', announcementId)
      .where('o.office_id', '=', officeId)
      .orderBy('o.received_at')
      .orderBy('o.id')
      .execute();
    return rows.map((row): ObjectionView => ({
      id: row.id,
      receivedAt: row.received_at.toISOString(),
      way: row.way,
      text: this.texts.open(row.sealed, row.id, 'text'),
      hash: Hash.parse(row.hash),
      ...(row.recorded_by !== null &&
        row.recorder !== null && {
          recorded: { by: { id: row.recorded_by, name: row.recorder }, at: row.recorded_at.toISOString() },
        }),
      ...(row.receipt !== null && { receipt: row.receipt }),
      ...(row.sealed_from !== null && {
        from: From.parse(JSON.parse(this.texts.open(row.sealed_from, row.id, 'from'))),
      }),
      ...(row.finding !== null &&
        row.sealed_result !== null &&
        row.settled_by !== null &&
        row.settler !== null &&
        row.settled_at !== null && {
          result: {
            finding: row.finding,
            text: this.texts.open(row.sealed_result, row.id, 'result'),
            by: { id: row.settled_by, name: row.settler },
            at: row.settled_at.toISOString(),
          },
        }),
    }));
  }

  /**
   * Records one that came while the notice stood, on whatever day of the week; it may be written down later.
   * @throws HubError `wrong_state` when no notice is open; `invalid_time` when it came before or after the window
   */
  async record(caller: Caller, announcementId: string, wish: RecordObjection): Promise<void> {
    const id = newId();
    const receivedAt = new Date(wish.receivedAt);
    const actor = `member:${caller.memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await lockAnnouncement(tx, caller.officeId, announcementId);
      const notice = await openNotice(tx, announcementId);
      refuseOutside(receivedAt, notice, await databaseNow(tx));
      const hash = this.texts.hashOf(id, wish.text);
      await tx
        .insertInto('objection')
        .values({
          id,
          office_id: caller.officeId,
          notice_id: notice.id,
          received_at: receivedAt,
          way: wish.way,
          sealed: this.texts.seal(wish.text, id, 'text'),
          hash,
          recorded_by: caller.memberId,
        })
        .execute();
      await appendLedger(tx, [
        {
          officeId: caller.officeId,
          actor,
          kind: 'objection.recorded',
          announcementId,
          subjectId: id,
          data: { hash },
        },
      ]);
      await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [announcementId] });
    });
  }

  /** What the investigation found. @throws HubError `not_found`, `already_decided` */
  async settle(caller: Caller, id: string, { finding, text }: SettleObjection): Promise<void> {
    const actor = `member:${caller.memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const row = await tx
        .selectFrom('objection as o')
        .innerJoin('notice as n', 'n.id', 'o.notice_id')
        .select(['o.settled_at', 'n.announcement_id'])
        .where('o.id', '=', id)
        .where('o.office_id', '=', caller.officeId)
        .forUpdate('o')
        .executeTakeFirst();
      if (!row) throw new HubError('not_found', 'there is no such objection in this office');
      if (row.settled_at !== null) throw new HubError('already_decided', 'it has a result already');
      const hash = this.texts.hashOf(id, text);
      await tx
        .updateTable('objection')
        .set({
          finding,
          sealed_result: this.texts.seal(text, id, 'result'),
          result_hash: hash,
          settled_by: caller.memberId,
          settled_at: sql<Date>`hub_now()`,
        })
        .where('id', '=', id)
        .execute();
      const announcementId = row.announcement_id;
      await appendLedger(tx, [
        {
          officeId: caller.officeId,
          actor,
          kind: 'objection.settled',
          announcementId,
          subjectId: id,
          data: { hash },
        },
      ]);
      await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [announcementId] });
    });
  }
}

const From = z.object({ name: z.string(), contact: z.string() });

function refuseOutside(receivedAt: Date, notice: { published_at: Date; ends_at: Date }, now: Date): void {
  if (receivedAt.getTime() > now.getTime() + AHEAD_MS)
    throw new HubError('invalid_time', 'it cannot have come later than now');
  if (receivedAt < notice.published_at || receivedAt >= notice.ends_at)
    throw new HubError('invalid_time', 'it did not come while the notice stood');
}
