import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { SetWhereabouts } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { databaseNow, DATABASE, transact, type Db } from '../../store/database.js';
import { actor, tellOf } from './changes.js';
import { requireDrawable } from './drawable.js';

/** Says where people are. What was said before is overwritten, and the ledger hears nothing of it: nobody is followed. */
@Injectable()
export class WhereaboutsService {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /**
   * For those whom the caller speaks for, and for everybody by who manages the screens.
   * @throws HubError `not_found`, also for an entry that is not the caller's; `invalid_time` for an end that has passed
   */
  async set(caller: Caller, entryId: string, { state, note, until }: SetWhereabouts): Promise<void> {
    const { officeId, memberId } = caller;
    requireDrawable({ note });
    await transact(this.db, actor(caller), async (tx) => {
      if (until !== undefined && new Date(until) <= (await databaseNow(tx)))
        throw new HubError('invalid_time', 'The time until which it holds has passed: choose a later one.');
      const row = await tx
        .updateTable('board_entry as e')
        .set({ state, note: note || null, until: until ?? null, stated_at: sql<Date>`hub_now()` })
        .where('e.id', '=', entryId)
        .where('e.office_id', '=', officeId)
        .$if(!caller.permissions.has('screen.manage'), (query) =>
          query.where((eb) =>
            eb.exists(
              eb
                .selectFrom('board_keeper as k')
                .select('k.entry_id')
                .whereRef('k.entry_id', '=', 'e.id')
                .where('k.member_id', '=', memberId),
            ),
          ),
        )
        .returning('e.board_id')
        .executeTakeFirst();
      if (!row) throw new HubError('not_found', 'there is no such entry among those that you keep');
      await tellOf(tx, officeId, row.board_id);
    });
  }
}
