import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { ScreenReceipt, ScreenReceipts, ScreensPort, ScreensPorts } from '../contract/display.js';
import { HubError } from '../contract/errors.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, databaseNow, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { changeGroup, isOnline } from './groups.js';

type Shown = Parameters<ScreensPort['show']>[0];
const actor = 'system:screens';

/** The desired state of every group of screens, and what its screens have done with it. */
@Injectable()
export class Screens implements ScreensPorts {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  forTarget(targetId: string): ScreensPort {
    return {
      show: (item) => this.show(targetId, item),
      retract: (key) => this.retract(targetId, key),
      receipts: (key) => this.receipts(targetId, key),
    };
  }

  /** Once for a key; a key that was retracted begins anew. */
  private async show(targetId: string, item: Shown): Promise<void> {
    if (await isWanted(this.db, targetId, item.key)) return;
    await transact(this.db, actor, async (tx) => {
      const epoch = await changeGroup(tx, targetId);
      if (await isWanted(tx, targetId, item.key)) return;
      const { officeId, announcementId } = await this.commitItem(tx, targetId, item, epoch);
      const expected = await this.commitReceipts(tx, targetId, item.key);
      const data = { target: targetId, rendition: item.renditionHash, epoch, expected };
      await appendLedger(tx, [
        { officeId, actor, kind: 'screens.shown', announcementId, subjectId: item.key, data },
      ]);
    });
  }

  private async commitItem(
    tx: Tx,
    targetId: string,
    item: Shown,
    epoch: number,
  ): Promise<{ officeId: string; announcementId: string | undefined }> {
    const target = await tx
      .selectFrom('target')
      .select('office_id')
      .where('id', '=', targetId)
      .executeTakeFirst();
    if (!target) throw new HubError('unknown_target');
    const delivery = await tx
      .selectFrom('delivery')
      .select('announcement_id')
      .where('id', '=', item.key)
      .executeTakeFirst();
    const row = {
      rendition: item.renditionHash,
      assets: JSON.stringify(item.assets),
      priority: item.priority,
      published_at: item.publishedAt,
      until: item.until ?? null,
      shown_epoch: epoch,
    };
    const announcementId = delivery?.announcement_id;
    await tx
      .insertInto('screen_item')
      .values({
        key: item.key,
        office_id: target.office_id,
        target_id: targetId,
        announcement_id: announcementId ?? null,
        ...row,
      })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({ ...row, shown_at: sql<Date>`hub_now()`, retracted_at: null, retracted_epoch: null }),
      )
      .execute();
    return { officeId: target.office_id, announcementId };
  }

  /**
   * One receipt for each screen of the group; the screens online now are expected for good, and count as told: this very
   * commit has them told by their nodes. Returns their ids.
   */
  private async commitReceipts(tx: Tx, targetId: string, key: string): Promise<string[]> {
    const { rows } = await sql<{ screen_id: string; expected: boolean }>`
      insert into screen_receipt as r (item_key, screen_id, expected, state, notified_at)
      select ${key}, s.id, ${isOnline}, case when ${isOnline} then 'notified' else 'queued' end,
        case when ${isOnline} then hub_now() end
      from screen s left join screen_presence p on p.screen_id = s.id
      where s.target_id = ${targetId} and s.revoked_at is null
      on conflict (item_key, screen_id) do update set expected = excluded.expected, state = excluded.state, at = hub_now(),
        notified_at = excluded.notified_at, fetched_at = null, verified_at = null, painted_at = null, retracted_at = null
      returning r.screen_id, r.expected`.execute(tx);
    return rows.filter(({ expected }) => expected).map((row) => row.screen_id);
  }

  private async retract(targetId: string, key: string): Promise<void> {
    if (!(await isWanted(this.db, targetId, key))) return;
    await transact(this.db, actor, async (tx) => {
      const epoch = await changeGroup(tx, targetId);
      const item = await tx
        .updateTable('screen_item')
        .set({ retracted_at: sql<Date>`hub_now()`, retracted_epoch: epoch })
        .where('key', '=', key)
        .where('target_id', '=', targetId)
        .where('retracted_at', 'is', null)
        .returning(['office_id', 'announcement_id'])
        .executeTakeFirst();
      if (!item) return;
      const holding = await tx
        .selectFrom('screen_receipt')
        .select('screen_id')
        .where('item_key', '=', key)
        .where('state', 'not in', ['queued', 'retracted'])
        .execute();
      const data = { target: targetId, epoch, mayHold: holding.map((row) => row.screen_id) };
      const announcementId = item.announcement_id ?? undefined;
      await appendLedger(tx, [
        { officeId: item.office_id, actor, kind: 'screens.retracted', announcementId, subjectId: key, data },
      ]);
      await announceChange(tx, item.office_id, { topic: 'screen', ids: holding.map((row) => row.screen_id) });
    });
  }

  private async receipts(targetId: string, key: string): Promise<ScreenReceipts> {
    const item = await this.db
      .selectFrom('screen_item')
      .select(['shown_at', 'retracted_at'])
      .where('key', '=', key)
      .where('target_id', '=', targetId)
      .executeTakeFirst();
    if (!item) return { now: await databaseNow(this.db), screens: [] };
    const rows = await this.db
      .selectFrom('screen_receipt as r')
      .innerJoin('screen as s', 's.id', 'r.screen_id')
      .leftJoin('screen_presence as p', 'p.screen_id', 's.id')
      .select(['s.id', 's.name', 'r.expected', 'r.state', 'r.at', 'p.last_seen_at', isOnline.as('online')])
      .where('r.item_key', '=', key)
      .orderBy('s.name')
      .orderBy('s.id')
      .execute();
    const screens = rows.map(({ id, last_seen_at, ...row }): ScreenReceipt => ({
      ...row,
      screenId: id,
      lastSeenAt: last_seen_at ?? undefined,
    }));
    return {
      shownAt: item.shown_at,
      retractedAt: item.retracted_at ?? undefined,
      now: await databaseNow(this.db),
      screens,
    };
  }
}

/** @throws HubError wrong_state when the key belongs to another group */
async function isWanted(db: Db | Tx, targetId: string, key: string): Promise<boolean> {
  const item = await db
    .selectFrom('screen_item')
    .select(['target_id', 'retracted_at'])
    .where('key', '=', key)
    .executeTakeFirst();
  if (item && item.target_id !== targetId)
    throw new HubError('wrong_state', `the item ${key} belongs to another group of screens`);
  return item !== undefined && item.retracted_at === null;
}
