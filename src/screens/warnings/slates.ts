import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { BeginSlate, LiftAnswer } from '../../contract/api.js';
import { DISPLAY_CHANNEL } from '../../contract/display.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Actor, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { Alerts } from './alerts.js';

/** The safe slate: a neutral page instead of everything, put up by one person and lifted by two. */
@Injectable()
export class Slates {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly alerts: Alerts,
  ) {}

  /** On these groups, or on all of the office's. One that has a slate keeps it. @throws HubError unknown_target */
  async begin(caller: Caller, { targetIds, reason }: BeginSlate): Promise<void> {
    await transact(this.db, actorOf(caller), async (tx) => {
      const groups = await groupsOf(tx, caller.officeId, targetIds);
      const { rows } = await sql<{ id: string; target_id: string }>`
        insert into slate (id, office_id, target_id, began_by, reason)
        select g.id, ${caller.officeId}, g.target_id, ${caller.memberId}, ${reason}
        from jsonb_to_recordset(${JSON.stringify(groups.map((target_id) => ({ id: newId(), target_id })))}::jsonb)
          as g (id uuid, target_id uuid)
        on conflict (target_id) where lifted_at is null do nothing returning id, target_id`.execute(tx);
      const fresh = rows.map(({ target_id }) => target_id);
      await this.alerts.change(tx, fresh);
      for (const { id, target_id: target } of rows) await record(tx, caller, 'slate.begun', id, target);
    });
  }

  /**
   * Asks for it to be lifted; who asks second, and is somebody else, lifts it.
   * @throws HubError not_found, second_person
   */
  async lift(caller: Caller, id: string): Promise<LiftAnswer> {
    return transact(this.db, actorOf(caller), async (tx) => {
      const row = await tx
        .selectFrom('slate')
        .select(['target_id', 'lift_asked_by'])
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .where('lifted_at', 'is', null)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw new HubError('not_found', 'this slate has been lifted');
      if (row.lift_asked_by === caller.memberId)
        throw new HubError('second_person', 'who asked for a slate to be lifted does not lift it');
      const isSecond = row.lift_asked_by !== null;
      const now = sql<Date>`hub_now()`;
      await tx
        .updateTable('slate')
        .set(
          isSecond
            ? { lifted_by: caller.memberId, lifted_at: now }
            : { lift_asked_by: caller.memberId, lift_asked_at: now },
        )
        .where('id', '=', id)
        .execute();
      if (isSecond) await this.alerts.change(tx, [row.target_id]);
      await record(tx, caller, isSecond ? 'slate.lifted' : 'slate.lift_asked', id, row.target_id);
      return { state: isSecond ? 'lifted' : 'asked' };
    });
  }
}

const actorOf = (caller: Caller): Actor => `member:${caller.memberId}`;

async function groupsOf(tx: Tx, officeId: string, wanted: readonly string[] | undefined): Promise<string[]> {
  const rows = await tx
    .selectFrom('target')
    .select('id')
    .where('office_id', '=', officeId)
    .where('channel', '=', DISPLAY_CHANNEL)
    .$if(wanted !== undefined, (query) => query.where('id', 'in', [...(wanted ?? [])]))
    .execute();
  if (rows.length === 0 || (wanted && rows.length !== new Set(wanted).size))
    throw new HubError('unknown_target', 'choose groups of screens of your office');
  return rows.map(({ id }) => id);
}

async function record(tx: Tx, caller: Caller, kind: string, id: string, target: string): Promise<void> {
  const { officeId } = caller;
  await appendLedger(tx, [{ officeId, actor: actorOf(caller), kind, subjectId: id, data: { target } }]);
  await announceChange(tx, officeId, { topic: 'screen', ids: [id] });
}
