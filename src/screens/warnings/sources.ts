import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type {
  WarningSource,
  WarningSourceList,
  WarningTemplate,
  WarningTemplateList,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { newId } from '../../platform/ids.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';

/** Whose messages an office relays, and what it has ready to say for a hazard and a level. */
@Injectable()
export class WarningSources {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async list({ officeId }: Caller): Promise<WarningSourceList> {
    const items = await this.db
      .selectFrom('warning_source')
      .select(['id', 'name', 'sender'])
      .where('office_id', '=', officeId)
      .where('removed_at', 'is', null)
      .orderBy('name')
      .execute();
    return { items };
  }

  /** @throws HubError invalid_request when the sender is listed */
  async add(caller: Caller, wish: WarningSource): Promise<WarningSourceList> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const id = newId();
      const row = await tx
        .insertInto('warning_source')
        .values({ id, office_id: caller.officeId, ...wish, created_by: caller.memberId })
        .onConflict((conflict) =>
          conflict.columns(['office_id', 'sender']).where('removed_at', 'is', null).doNothing(),
        )
        .returning('id')
        .executeTakeFirst();
      if (!row) throw new HubError('invalid_request', 'this sender is listed');
      await appendLedger(tx, [entryOf(caller, 'warning_source.added', id)]);
    });
    return this.list(caller);
  }

  /** @throws HubError not_found */
  async remove(caller: Caller, id: string): Promise<void> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const row = await tx
        .updateTable('warning_source')
        .set({ removed_at: sql<Date>`hub_now()` })
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .where('removed_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (!row) throw new HubError('not_found', 'this sender is not listed');
      await appendLedger(tx, [entryOf(caller, 'warning_source.removed', id)]);
    });
  }

  async templates({ officeId }: Caller): Promise<WarningTemplateList> {
    const items = await this.db
      .selectFrom('warning_template')
      .select(['id', 'hazard', 'level', 'instruction'])
      .where('office_id', '=', officeId)
      .orderBy('hazard')
      .orderBy('level')
      .execute();
    return { items };
  }

  /** One for each hazard and level: another takes its place. */
  async keep(caller: Caller, wish: WarningTemplate): Promise<WarningTemplateList> {
    const changed = { instruction: wish.instruction, changed_by: caller.memberId };
    await this.db
      .insertInto('warning_template')
      .values({ id: newId(), office_id: caller.officeId, hazard: wish.hazard, level: wish.level, ...changed })
      .onConflict((conflict) =>
        conflict
          .columns(['office_id', 'hazard', 'level'])
          .doUpdateSet({ ...changed, changed_at: sql<Date>`hub_now()` }),
      )
      .execute();
    return this.templates(caller);
  }

  /** @throws HubError not_found */
  async drop(caller: Caller, id: string): Promise<void> {
    const gone = await this.db
      .deleteFrom('warning_template')
      .where('id', '=', id)
      .where('office_id', '=', caller.officeId)
      .returning('id')
      .executeTakeFirst();
    if (!gone) throw new HubError('not_found', 'there is no such template');
  }
}

const entryOf = (
  caller: Caller,
  kind: string,
  subjectId: string,
): Parameters<typeof appendLedger>[1][number] => ({
  officeId: caller.officeId,
  actor: `member:${caller.memberId}`,
  kind,
  subjectId,
  data: {},
});
