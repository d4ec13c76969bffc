import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { SessionView } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { notify } from '../../store/notify.js';
import type { Caller } from '../caller.js';

/** A member's log-ins, as the member sees and ends them. Open pages of an ended one notice at once. */
@Injectable()
export class OpenSessions {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Those that stand, last used first. */
  async list({ memberId, sessionId }: Caller): Promise<SessionView[]> {
    const rows = await this.db
      .selectFrom('auth_session as s')
      .innerJoin('member as m', 'm.user_id', 's.user_id')
      .select(['s.id', 's.user_agent', 's.created_at', 's.updated_at', 's.made_by'])
      .where('m.id', '=', memberId)
      .where('s.expires_at', '>', sql<Date>`now()`)
      .orderBy('s.updated_at', 'desc')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      browser: row.user_agent ?? '',
      startedAt: row.created_at.toISOString(),
      usedAt: row.updated_at.toISOString(),
      current: row.id === sessionId,
      madeBy: row.made_by,
    }));
  }

  /** @throws HubError not_found for one that is another's or has ended */
  async end(caller: Caller, id: string): Promise<void> {
    if ((await this.remove(caller, { only: id })) === 0) throw new HubError('not_found');
  }

  /** All but the one that asks. */
  async endOthers(caller: Caller): Promise<void> {
    await this.remove(caller, { except: caller.sessionId });
  }

  private remove(
    { memberId, officeId }: Caller,
    which: { only: string } | { except: string | undefined },
  ): Promise<number> {
    const actor = `member:${memberId}` as const;
    return transact(this.db, actor, async (tx) => {
      const ended = await tx
        .deleteFrom('auth_session')
        .where('user_id', '=', (query) =>
          query.selectFrom('member').select('user_id').where('id', '=', memberId),
        )
        .$if('only' in which, (query) => query.where('id', '=', 'only' in which ? which.only : ''))
        .$if('except' in which, (query) =>
          query.where('id', '!=', ('except' in which ? which.except : undefined) ?? ''),
        )
        .executeTakeFirst();
      const count = Number(ended.numDeletedRows);
      if (count === 0) return 0;
      const data = { count };
      await appendLedger(tx, [{ officeId, actor, kind: 'member.sessions_ended', subjectId: memberId, data }]);
      await notify(tx, 'hub_sessions');
      return count;
    });
  }
}
