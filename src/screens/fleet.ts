import { Inject, Injectable } from '@nestjs/common';
import {
  isAmong,
  type ClaimScreen,
  type ScreenDetail,
  type ScreenFilter,
  type ScreenView,
  type UpdateScreen,
} from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { alertsOf } from './alerts/views.js';
import { commandsOf } from './commands/views.js';
import { changeCards, ensureGroup } from './groups.js';
import { actorOf, checkGroup, lockScreens, moveScreens, revokeScreens, type ScreenRow } from './moves.js';
import { Pairings } from './pairings.js';
import { screenViews } from './views.js';

/** What members do with their office's screens. */
@Injectable()
export class Fleet {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly pairings: Pairings,
  ) {}

  /** All that the filter asks for, at once: two thousand rows are one query and a few tens of kilobytes on the wire. */
  async list(caller: Caller, filter: ScreenFilter): Promise<ScreenView[]> {
    return (await screenViews(this.db, caller.officeId)).filter((screen) => isAmong(screen, filter));
  }

  /** @throws HubError not_found */
  async detail(caller: Caller, id: string): Promise<ScreenDetail> {
    const screen = await this.view(caller, id);
    const row = await this.db
      .selectFrom('screen as s')
      .innerJoin('member as m', 'm.id', 's.claimed_by')
      .leftJoin('screen_presence as p', 'p.screen_id', 's.id')
      .select(['m.id', 'm.name', 'p.health'])
      .where('s.id', '=', id)
      .executeTakeFirstOrThrow();
    return {
      screen,
      claimedBy: { id: row.id, name: row.name },
      ...(row.health ? { health: row.health } : {}),
      commands: await commandsOf(this.db, id),
      alerts: await alertsOf(this.db, id),
    };
  }

  /** @throws HubError pairing_code_unknown, already_claimed, unknown_target, too_many_attempts */
  async claim(caller: Caller, wish: ClaimScreen, address: string): Promise<ScreenView> {
    const forget = await this.pairings.countTry(caller.memberId, address);
    try {
      const id = await transact(this.db, actorOf(caller), (tx) => this.take(tx, caller, wish));
      await forget();
      return await this.view(caller, id);
    } catch (error) {
      if (!(error instanceof HubError && error.code === 'pairing_code_unknown')) await forget();
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
        .set({
          target_id: targetId,
          ...(wish.name === undefined ? {} : { name: wish.name }),
          ...(wish.tags === undefined ? {} : { tags: [...new Set(wish.tags)] }),
          ...(wish.place === undefined ? {} : { place: wish.place }),
          ...(wish.contact === undefined ? {} : { contact: wish.contact }),
        })
        .where('id', '=', id)
        .execute();
      // Its card names the screen, its group and its tags.
      if (targetId !== screen.target_id) await moveScreens(tx, caller, [screen], targetId);
      else if (wish.name !== undefined || wish.tags !== undefined) await changeCards(tx, [id]);
      await announceChange(tx, caller.officeId, { topic: 'screen', ids: [id] });
    });
    return this.view(caller, id);
  }

  /** Ends the screen's rights at once; it is told to wipe itself. @throws HubError not_found */
  async revoke(caller: Caller, id: string): Promise<void> {
    await transact(this.db, actorOf(caller), async (tx) =>
      revokeScreens(tx, caller, [await this.find(tx, caller, id)]),
    );
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
    await changeCards(tx, [id]);
    const data = { target: wish.targetId, key: keyId };
    await appendLedger(tx, [
      { officeId: caller.officeId, actor: actorOf(caller), kind: 'screen.claimed', subjectId: id, data },
    ]);
    await announceChange(tx, caller.officeId, { topic: 'screen', ids: [id] });
    return id;
  }

  private async find(tx: Tx, caller: Caller, id: string): Promise<ScreenRow> {
    const [row] = await lockScreens(tx, caller.officeId, [id]);
    if (!row) throw new HubError('not_found', 'there is no such screen');
    return row;
  }

  private async view(caller: Caller, id: string): Promise<ScreenView> {
    const [view] = await screenViews(this.db, caller.officeId, [id]);
    if (!view) throw new HubError('not_found', 'there is no such screen');
    return view;
  }
}
