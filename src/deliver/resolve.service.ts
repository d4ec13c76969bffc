import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { RepairDelivery, ResolveDelivery } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';

/** What a person's word does to a delivery that nobody could confirm. */
const words: Record<ResolveDelivery['choice'], { state: 'live' | 'scheduled' | 'failed'; due: boolean }> = {
  live: { state: 'live', due: false },
  send_again: { state: 'scheduled', due: true },
  give_up: { state: 'failed', due: false },
};

/** A person decides what the hub could not find out. */
@Injectable()
export class Resolutions {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Rejects with `wrong_state` unless the delivery is unconfirmed. The choice and its reason go into the ledger. */
  async resolve(caller: Caller, deliveryId: string, wish: ResolveDelivery): Promise<void> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const delivery = await tx
        .selectFrom('delivery')
        .select(['announcement_id', 'state', 'operation'])
        .where('id', '=', deliveryId)
        .where('office_id', '=', caller.officeId)
        .forUpdate()
        .executeTakeFirst();
      if (!delivery) throw new HubError('not_found', 'there is no such delivery in this office');
      if (delivery.state !== 'unconfirmed')
        throw new HubError('wrong_state', `the delivery is ${delivery.state}`);
      const { state, due } = words[wish.choice];
      await tx
        .updateTable('delivery')
        .set({
          state,
          looks: 0,
          tries: 0,
          due_at: due ? sql<Date>`hub_now()` : null,
          live_at: state === 'live' ? sql<Date>`hub_now()` : null,
        })
        .where('id', '=', deliveryId)
        .execute();
      if (wish.choice === 'send_again') await voidSteps(tx, deliveryId);
      await appendLedger(tx, [
        {
          officeId: caller.officeId,
          actor: `member:${caller.memberId}`,
          kind: 'delivery.resolved',
          announcementId: delivery.announcement_id,
          subjectId: deliveryId,
          data: { choice: wish.choice, note: wish.note },
        },
      ]);
      await notify(tx, 'hub_due');
      await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [delivery.announcement_id] });
    });
  }

  /**
   * Sends out again what vanished or changed, or what failed: the frozen rendition that was approved. Whoever publishes
   * it again knows that it is not there. Rejects with `not_found` or `wrong_state`.
   */
  async repair(caller: Caller, deliveryId: string, { note }: RepairDelivery): Promise<void> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const delivery = await tx
        .selectFrom('delivery')
        .select(['announcement_id', 'state', 'target_id'])
        .where('id', '=', deliveryId)
        .where('office_id', '=', caller.officeId)
        .forUpdate()
        .executeTakeFirst();
      if (!delivery) throw new HubError('not_found', 'there is no such delivery in this office');
      if (delivery.state !== 'missing' && delivery.state !== 'failed')
        throw new HubError('wrong_state', `the delivery is ${delivery.state}`);
      await refuseReplaced(tx, deliveryId, delivery);
      await tx
        .updateTable('delivery')
        .set({ state: 'scheduled', looks: 0, tries: 0, due_at: sql<Date>`hub_now()` })
        .where('id', '=', deliveryId)
        .execute();
      await voidSteps(tx, deliveryId);
      await sql`update task set closed_at = hub_now() where delivery_id = ${deliveryId} and closed_at is null`.execute(
        tx,
      );
      await appendLedger(tx, [
        {
          officeId: caller.officeId,
          actor: `member:${caller.memberId}`,
          kind: 'delivery.repaired',
          announcementId: delivery.announcement_id,
          subjectId: deliveryId,
          data: { was: delivery.state, note },
        },
      ]);
      await notify(tx, 'hub_due');
      await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [delivery.announcement_id] });
    });
  }
}

/** What is known to have had no effect, or is not wanted to count any more, may run again. */
async function voidSteps(tx: Tx, deliveryId: string): Promise<void> {
  await sql`
    update outside_step s set voided_at = hub_now() from attempt_delivery ad
    where ad.attempt_id = s.attempt_id and ad.delivery_id = ${deliveryId} and s.voided_at is null`.execute(
    tx,
  );
}

/** @throws HubError `wrong_state` when a newer delivery has taken its place, or it is being taken back */
async function refuseReplaced(
  tx: Tx,
  id: string,
  { announcement_id, target_id }: { announcement_id: string; target_id: string },
): Promise<void> {
  const { rows } = await sql<{ state: string }>`
    select n.state from delivery d join delivery n on n.announcement_id = d.announcement_id and n.target_id = d.target_id
      and n.id <> d.id and n.created_at >= d.created_at
    where d.id = ${id} and d.announcement_id = ${announcement_id} and d.target_id = ${target_id}
      and (n.state not in ('failed', 'cancelled', 'superseded', 'lapsed')) limit 1`.execute(tx);
  if (rows[0])
    throw new HubError(
      'wrong_state',
      `a newer delivery stands in its place (${rows[0].state}); look at that`,
    );
}
