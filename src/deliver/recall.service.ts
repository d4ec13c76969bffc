import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { CreateRecall, RecallAnswer, RecallScope } from '../contract/api.js';
import { SCREENS_PORT, type ScreensPorts } from '../contract/display.js';
import { HubError } from '../contract/errors.js';
import type { GoneReason } from '../contract/values.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';

/** States of a publish that somebody outside may be able to see, or that may still become so. */
const mayBeOut = ['sending', 'accepted', 'live', 'missing', 'unconfirmed'] as const;
const notYetOut = ['held', 'scheduled', 'queued'] as const;
const openRecall = ['scheduled', 'queued', 'sending', 'accepted', 'with_person'] as const;

interface Out {
  id: string;
  office_id: string;
  release_id: string;
  announcement_id: string;
  version_id: string;
  target_id: string;
  channel: string;
  rendition_hash: string;
  state: string;
  item_key: string;
  publish_at: Date;
}

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
    const out = rows.filter((row) => mayBeOut.some((state) => state === row.state));
    const holding = await Promise.all(
      out.map(async (row) => {
        const { screens } = await this.screens.forTarget(row.target_id).receipts(row.item_key);
        return screens.filter((screen) => screen.state !== 'retracted').map((screen) => screen.screenId);
      }),
    );
    return { targets: out.length, cancels: rows.length - out.length, screens: new Set(holding.flat()).size };
  }

  /** Rejects with `not_found`, or with `wrong_state` when nothing of it is out or about to be. */
  async create(caller: Caller, announcementId: string, wish: CreateRecall): Promise<RecallAnswer> {
    return transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const announcement = await tx
        .selectFrom('announcement')
        .select('id')
        .where('id', '=', announcementId)
        .where('office_id', '=', caller.officeId)
        .forUpdate()
        .executeTakeFirst();
      if (!announcement) throw new HubError('not_found', 'there is no such announcement in this office');
      const out = await this.lockOut(tx, announcementId, wish.targetIds);
      if (out.length === 0)
        throw new HubError('wrong_state', 'nothing of it is out, and nothing is about to go out');
      const cancelled = await this.cancel(tx, out, wish.reason);
      const recalls = await this.write(tx, out, wish.reason, caller, wish.note);
      await appendLedger(tx, [
        {
          officeId: caller.officeId,
          actor: `member:${caller.memberId}`,
          kind: 'recall.requested',
          announcementId,
          data: { reason: wish.reason, recalls, cancelled, targets: out.map((row) => row.target_id) },
        },
      ]);
      await markRecalled(tx, announcementId);
      await notify(tx, 'hub_due');
      await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [announcementId] });
      await announceChange(tx, caller.officeId, { topic: 'announcement', ids: [announcementId] });
      return { recalls, cancelled };
    });
  }

  /** Recalls what has outlived its window. Returns how many items. */
  async expire(): Promise<number> {
    return transact(this.db, 'system:expiry', async (tx) => {
      const { rows } = await sql<Out>`
        select p.* from delivery p
        where p.state in ('live', 'accepted') and p.operation = 'publish' and p.window_ends_at <= hub_now()
          and not exists (select from delivery r where r.operation = 'recall' and r.item_key = p.item_key
            and r.state not in ('failed'))
        order by p.window_ends_at limit 500 for update of p skip locked`.execute(tx);
      if (rows.length === 0) return 0;
      await this.write(tx, rows, 'expired', undefined, '');
      await notify(tx, 'hub_due');
      return rows.length;
    });
  }

  private async lockOut(
    tx: Tx,
    announcementId: string,
    targetIds: readonly string[] | undefined,
  ): Promise<Out[]> {
    const { rows } = await sql<Out>`
      select * from delivery
      where announcement_id = ${announcementId} and operation in ('publish', 'update')
        and state in (${sql.join([...mayBeOut, ...notYetOut])})
        ${targetIds ? sql`and target_id = any(${[...targetIds]}::uuid[])` : sql``}
      order by id for update`.execute(tx);
    return rows;
  }

  private async cancel(tx: Tx, out: readonly Out[], reason: GoneReason): Promise<string[]> {
    const ids = out.filter((row) => notYetOut.some((state) => state === row.state)).map((row) => row.id);
    if (ids.length > 0) {
      await sql`
        update delivery set state = 'cancelled', gone_reason = ${reason}, due_at = null where id = any(${ids}::uuid[])`.execute(
        tx,
      );
    }
    return ids;
  }

  /** One recall for each target where the item may be out; one that is already open stays the only one. */
  private async write(
    tx: Tx,
    out: readonly Out[],
    reason: GoneReason,
    caller: Caller | undefined,
    note: string,
  ): Promise<string[]> {
    const open = await tx
      .selectFrom('delivery')
      .select(['announcement_id', 'target_id'])
      .where('operation', '=', 'recall')
      .where('state', 'in', [...openRecall])
      .where('announcement_id', 'in', [...new Set(out.map((row) => row.announcement_id))])
      .execute();
    const wanted = new Map(
      out
        .filter((row) => mayBeOut.some((state) => state === row.state))
        .filter(
          (row) =>
            !open.some((o) => o.announcement_id === row.announcement_id && o.target_id === row.target_id),
        )
        .map((row) => [`${row.announcement_id} ${row.target_id}`, { ...row, recallId: newId() }]),
    );
    if (wanted.size === 0) return [];
    await tx
      .insertInto('delivery')
      .values(
        [...wanted.values()].map((row) => ({
          id: row.recallId,
          office_id: row.office_id,
          release_id: row.release_id,
          announcement_id: row.announcement_id,
          version_id: row.version_id,
          target_id: row.target_id,
          channel: row.channel,
          rendition_hash: row.rendition_hash,
          operation: 'recall' as const,
          state: 'scheduled' as const,
          lane: 0,
          item_key: row.item_key,
          publish_at: row.publish_at,
          due_at: sql<Date>`hub_now()`,
          receipt: sql<string>`(select receipt from delivery where id = ${row.id})`,
          gone_reason: reason,
          requested_by: caller?.memberId ?? null,
          note: note === '' ? null : note,
        })),
      )
      .execute();
    return [...wanted.values()].map((row) => row.recallId);
  }
}

/** The announcement counts as recalled when nothing of it is out or may still go out. */
export async function markRecalled(tx: Tx, announcementId: string): Promise<void> {
  await sql`
    update announcement a set stage = 'recalled', updated_at = hub_now()
    where a.id = ${announcementId} and a.stage = 'released' and not exists (
      select from delivery p where p.announcement_id = a.id and p.operation in ('publish', 'update')
        and p.state not in ('gone', 'cancelled', 'failed', 'superseded', 'lapsed'))`.execute(tx);
}
