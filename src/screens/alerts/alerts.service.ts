import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import {
  AlertRule,
  type AcknowledgeAlerts,
  type AlertPage,
  type AlertQuery,
  type BulkResults,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { announceChange } from '../../store/changed.js';
import { decodeCursor, encodeCursor } from '../../store/cursor.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { alertView, selectAlerts } from './views.js';

/** The office's alerts, who has seen them, and when they come. */
@Injectable()
export class ScreenAlerts {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async list(caller: Caller, { cursor, limit, open, unseen, kind }: AlertQuery): Promise<AlertPage> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await selectAlerts(this.db)
      .select(
        sql<string>`to_char(a.opened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('mark'),
      )
      .where('a.office_id', '=', caller.officeId)
      .$if(open === true, (query) => query.where('a.closed_at', 'is', null))
      .$if(open === false, (query) => query.where('a.closed_at', 'is not', null))
      .$if(unseen === true, (query) => query.where('a.acknowledged_at', 'is', null))
      .$if(kind !== undefined, (query) => query.where('a.kind', '=', kind ?? 'offline'))
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(a.opened_at, a.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
      )
      .orderBy('a.opened_at', 'desc')
      .orderBy('a.id', 'desc')
      .limit(limit + 1)
      .execute();
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(alertView),
      ...(last ? { nextCursor: encodeCursor({ at: last.mark, id: last.id }) } : {}),
    };
  }

  /**
   * Says that somebody has seen them; what was acknowledged or is over already stays as it is.
   * @throws HubError not_found when there is none of them
   */
  async acknowledge(caller: Caller, { ids, note }: AcknowledgeAlerts): Promise<BulkResults> {
    const actor = `member:${caller.memberId}` as const;
    return transact(this.db, actor, async (tx) => {
      const rows = await tx
        .selectFrom('screen_alert')
        .select(['id', 'screen_id', 'kind', 'closed_at', 'acknowledged_at'])
        .where(sql<boolean>`id = any(${ids}::uuid[])`)
        .where('office_id', '=', caller.officeId)
        .where('opened_at', 'is not', null)
        .orderBy('id')
        .forUpdate()
        .execute();
      if (rows.length === 0) throw new HubError('not_found', 'there is no such alert');
      const open = rows.filter((row) => row.closed_at === null && row.acknowledged_at === null);
      if (open.length > 0) {
        await tx
          .updateTable('screen_alert')
          .set({ acknowledged_at: sql<Date>`hub_now()`, acknowledged_by: caller.memberId, note })
          .where(sql<boolean>`id = any(${open.map(({ id }) => id)}::uuid[])`)
          .execute();
        const screens = [...new Set(open.map((row) => row.screen_id))];
        const data = { alerts: open.map(({ id }) => id), screens };
        await appendLedger(tx, [
          { officeId: caller.officeId, actor, kind: 'screen.alert_acknowledged', data },
        ]);
        await announceChange(tx, caller.officeId, { topic: 'screen', ids: screens });
      }
      const known = new Map(rows.map((row) => [row.id, row]));
      return {
        results: ids.map((id) => {
          const row = known.get(id);
          if (!row) return { id, code: 'not_found' as const };
          return open.includes(row) ? { id } : { id, code: 'wrong_state' as const };
        }),
      };
    });
  }

  async rule(caller: Caller): Promise<AlertRule> {
    const row = await this.db
      .selectFrom('screen_alert_rule')
      .select('rule')
      .where('office_id', '=', caller.officeId)
      .executeTakeFirst();
    return AlertRule.parse(row?.rule ?? {});
  }

  async setRule(caller: Caller, rule: AlertRule): Promise<AlertRule> {
    const actor = `member:${caller.memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await tx
        .insertInto('screen_alert_rule')
        .values({ office_id: caller.officeId, rule: JSON.stringify(rule) })
        .onConflict((conflict) => conflict.column('office_id').doUpdateSet({ rule: JSON.stringify(rule) }))
        .execute();
      await appendLedger(tx, [
        { officeId: caller.officeId, actor, kind: 'screen.alert_rule_set', data: { ...rule } },
      ]);
    });
    return rule;
  }
}
