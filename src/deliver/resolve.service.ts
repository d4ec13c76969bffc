import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { RepairDelivery, ResolveDelivery } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';
import { repairDelivery, voidSteps } from './repair.js';

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

  /** Publishes again what failed or is missing. Rejects with `not_found` or `wrong_state`. */
  async repair(caller: Caller, deliveryId: string, { note }: RepairDelivery): Promise<void> {
    const { memberId, officeId } = caller;
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, (tx) => repairDelivery(tx, { id: deliveryId, actor, note, officeId }));
  }
}
