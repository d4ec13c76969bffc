import { sql } from 'kysely';
import { HubError } from '../contract/errors.js';
import { announceChange } from '../store/changed.js';
import type { Actor, Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';

/** Nothing newer stands in the place of `d`: what has been replaced or taken back is not sent again. */
export const notReplaced = sql`not exists (
  select from delivery n where n.announcement_id = d.announcement_id and n.target_id = d.target_id
    and n.seq > d.seq and n.state not in ('failed', 'cancelled', 'superseded', 'lapsed'))`;

/**
 * What `d` says is still what its announcement `a` says: nothing newer is in review, withheld or approved in its place, and
 * nobody had it taken back since. While it is corrected, it still stands.
 */
const stillStands = sql`(a.correction_note is not null
    or (a.stage = 'released' and (d.state = 'missing' or a.current_version_id = d.version_id)))
  and not exists (select from delivery r where r.announcement_id = d.announcement_id and r.seq > d.seq
    and r.operation = 'recall' and r.recall_id is not null)`;

interface Row {
  office_id: string;
  announcement_id: string;
  state: string;
  replaced: boolean;
  stands: boolean;
}

/**
 * Sends out again what vanished or changed, or what failed: the frozen rendition that was approved. Whoever publishes
 * it again knows that it is not there. Of this office where one is named.
 * @throws HubError `not_found` or `wrong_state`
 */
export async function repairDelivery(
  tx: Tx,
  { id, actor, note, officeId }: { id: string; actor: Actor; note: string; officeId?: string },
): Promise<void> {
  const { rows } = await sql<Row>`
    select d.office_id, d.announcement_id, d.state, not ${notReplaced} as replaced, ${stillStands} as stands
    from delivery d join announcement a on a.id = d.announcement_id where d.id = ${id} for update of a, d`.execute(
    tx,
  );
  const [delivery] = rows;
  if (!delivery || (officeId !== undefined && delivery.office_id !== officeId))
    throw new HubError('not_found', 'there is no such delivery');
  if (delivery.state === 'unconfirmed')
    throw new HubError(
      'wrong_state',
      'it is unconfirmed: a person decides in the console whether it goes again',
    );
  if (delivery.state !== 'missing' && delivery.state !== 'failed')
    throw new HubError(
      'wrong_state',
      `it is ${delivery.state}: only what has failed or is missing goes again`,
    );
  if (delivery.replaced) throw new HubError('wrong_state', 'a newer delivery stands in its place');
  if (!delivery.stands)
    throw new HubError(
      'wrong_state',
      'it was taken back, withheld or written anew since: release what is approved now',
    );
  await sql`
    update delivery set state = 'scheduled', looks = 0, tries = 0, due_at = hub_now() where id = ${id}`.execute(
    tx,
  );
  await voidSteps(tx, id);
  await sql`update task set closed_at = hub_now() where delivery_id = ${id} and closed_at is null`.execute(
    tx,
  );
  await appendLedger(tx, [
    {
      officeId: delivery.office_id,
      actor,
      kind: 'delivery.repaired',
      announcementId: delivery.announcement_id,
      subjectId: id,
      data: { was: delivery.state, note },
    },
  ]);
  await notify(tx, 'hub_due');
  await announceChange(tx, delivery.office_id, { topic: 'delivery', ids: [delivery.announcement_id] });
}

/** What is known to have had no effect, or is not wanted to count any more, may run again. */
export async function voidSteps(tx: Tx, deliveryId: string): Promise<void> {
  await sql`
    update outside_step s set voided_at = hub_now() from attempt a
    where a.id = s.attempt_id and a.delivery_id = ${deliveryId} and s.voided_at is null`.execute(tx);
}
