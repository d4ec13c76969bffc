import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { ClaimScreen, ScreenView, UpdateScreen } from '../contract/api.js';
import { DISPLAY_CHANNEL } from '../contract/display.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Actor, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { bumpEpoch, changeCard, ensureGroup, isOnline } from './groups.js';
import { hint } from './hints.js';
import { Pairings } from './pairings.js';

interface ScreenRow {
  id: string;
  target_id: string;
}

/** What members do with their office's screens. */
@Injectable()
export class Fleet {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly pairings: Pairings,
  ) {}

  async list(caller: Caller): Promise<ScreenView[]> {
    return this.views(caller.officeId);
  }

  /** @throws HubError pairing_code_unknown, already_claimed, unknown_target, too_many_attempts */
  async claim(caller: Caller, wish: ClaimScreen, address: string): Promise<ScreenView> {
    await this.pairings.refuseGuessing(caller.memberId, address);
    try {
      const id = await transact(this.db, actorOf(caller), (tx) => this.take(tx, caller, wish));
      return await this.view(caller, id);
    } catch (error) {
      if (error instanceof HubError && error.code === 'pairing_code_unknown')
        await this.pairings.wrongCode(caller.memberId, address);
      throw error;
    }
  }

  /** @throws HubError not_found, unknown_target */
  async update(caller: Caller, id: string, wish: UpdateScreen): Promise<ScreenView> {
    await transact(this.db, actorOf(caller), async (tx) => {
      const screen = await this.find(tx, caller, id);
      const targetId = wish.targetId ?? screen.target_id;
      if (targetId !== screen.target_id) await checkGroup(tx, caller.officeId, targetId);
      await tx
        .updateTable('screen')
        .set({ target_id: targetId, ...(wish.name === undefined ? {} : { name: wish.name }) })
        .where('id', '=', id)
        .execute();
      if (targetId !== screen.target_id) await this.move(tx, caller, screen, targetId);
      await changeCard(tx, id);
      await announceChange(tx, caller.officeId, { topic: 'screen', ids: [id] });
    });
    return this.view(caller, id);
  }

  /** Ends the screen's rights at once; it is told to wipe itself. @throws HubError not_found */
  async revoke(caller: Caller, id: string): Promise<void> {
    await transact(this.db, actorOf(caller), async (tx) => {
      const screen = await this.find(tx, caller, id);
      await tx
        .updateTable('screen')
        .set({ revoked_at: sql<Date>`hub_now()` })
        .where('id', '=', id)
        .execute();
      await this.record(tx, caller, 'screen.revoked', id, { target: screen.target_id });
      await hint(tx, { kind: 'revoked', screenId: id });
      await announceChange(tx, caller.officeId, { topic: 'screen', ids: [id] });
    });
  }

  private async take(tx: Tx, caller: Caller, wish: ClaimScreen): Promise<string> {
    const { id, keyId, publicKey } = await this.pairings.take(tx, wish.code);
    await checkGroup(tx, caller.officeId, wish.targetId);
    await tx
      .insertInto('screen')
      .values({
        id,
        office_id: caller.officeId,
        target_id: wish.targetId,
        name: wish.name,
        key_id: keyId,
        public_key: JSON.stringify(publicKey),
        claimed_by: caller.memberId,
      })
      .execute();
    await tx.insertInto('screen_presence').values({ screen_id: id }).execute();
    await ensureGroup(tx, wish.targetId);
    await changeCard(tx, id);
    await this.record(tx, caller, 'screen.claimed', id, { target: wish.targetId, key: keyId });
    await announceChange(tx, caller.officeId, { topic: 'screen', ids: [id] });
    return id;
  }

  /** The new group's epoch is made to exceed the old one's: a screen refuses manifests that look older. */
  private async move(tx: Tx, caller: Caller, screen: ScreenRow, targetId: string): Promise<void> {
    const old = await bumpEpoch(tx, screen.target_id);
    const epoch = await bumpEpoch(tx, targetId, old + 1);
    await this.record(tx, caller, 'screen.moved', screen.id, { from: screen.target_id, target: targetId });
    await hint(tx, { kind: 'changed', targetId: screen.target_id, epoch: old });
    await hint(tx, { kind: 'changed', targetId, epoch });
    await hint(tx, { kind: 'moved', screenId: screen.id, targetId, epoch });
  }

  private async find(tx: Tx, caller: Caller, id: string): Promise<ScreenRow> {
    const row = await tx
      .selectFrom('screen')
      .select(['id', 'target_id'])
      .where('id', '=', id)
      .where('office_id', '=', caller.officeId)
      .where('revoked_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such screen');
    return row;
  }

  private async record(
    tx: Tx,
    caller: Caller,
    kind: string,
    id: string,
    data: Record<string, string>,
  ): Promise<void> {
    const { officeId } = caller;
    await appendLedger(tx, [{ officeId, actor: actorOf(caller), kind, subjectId: id, data }]);
  }

  private async view(caller: Caller, id: string): Promise<ScreenView> {
    const [view] = await this.views(caller.officeId, id);
    if (!view) throw new HubError('not_found', 'there is no such screen');
    return view;
  }

  private async views(officeId: string, id?: string): Promise<ScreenView[]> {
    const rows = await this.db
      .selectFrom('screen as s')
      .innerJoin('target as t', 't.id', 's.target_id')
      .leftJoin('screen_group as g', 'g.target_id', 's.target_id')
      .leftJoin('screen_presence as p', 'p.screen_id', 's.id')
      // What a screen claims to show is told only when it is its own office's: else it could ask for any title.
      .leftJoin('screen_item as i', (join) =>
        join.on(sql<boolean>`i.key = (p.showing->>'key')::uuid`).onRef('i.office_id', '=', 's.office_id'),
      )
      .leftJoin('delivery as d', 'd.id', 'i.key')
      .leftJoin('version as v', 'v.id', 'd.version_id')
      .select(['s.id', 's.name', 's.target_id', 's.claimed_at', 't.name as target', 'g.epoch as wanted'])
      .select(['p.last_seen_at', 'p.epoch', 'p.viewport', 'p.showing', isOnline.as('online')])
      .select(['i.key as shown', sql<string | null>`v.content->>'title'`.as('title')])
      .where('s.office_id', '=', officeId)
      .where('s.revoked_at', 'is', null)
      .$if(id !== undefined, (query) => query.where('s.id', '=', id ?? ''))
      .orderBy('s.name')
      .orderBy('s.id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      targetId: row.target_id,
      targetName: row.target,
      online: row.online,
      ...(row.last_seen_at ? { lastSeenAt: row.last_seen_at.toISOString() } : {}),
      claimedAt: row.claimed_at.toISOString(),
      ...(row.online && row.showing && row.shown
        ? { showing: { ...row.showing, title: row.title ?? '' } }
        : {}),
      ...(row.epoch === null ? {} : { epoch: Number(row.epoch) }),
      wantedEpoch: Number(row.wanted ?? 0),
      ...(row.viewport ? { viewport: row.viewport } : {}),
    }));
  }
}

const actorOf = (caller: Caller): Actor => `member:${caller.memberId}`;

/** @throws HubError unknown_target */
async function checkGroup(tx: Tx, officeId: string, targetId: string): Promise<void> {
  const target = await tx
    .selectFrom('target')
    .select('id')
    .where('id', '=', targetId)
    .where('office_id', '=', officeId)
    .where('channel', '=', DISPLAY_CHANNEL)
    .where('enabled', '=', true)
    .executeTakeFirst();
  if (!target) throw new HubError('unknown_target', 'choose a group of screens of your office');
}
