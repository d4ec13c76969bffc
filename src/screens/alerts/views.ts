import { sql } from 'kysely';
import { AlertDetail, type AlertView } from '../../contract/api.js';
import type { Db } from '../../store/database.js';

/** What is read of an alert for showing it; narrow it, order it, and give the rows to `alertView`. */
export const selectAlerts = (db: Db) =>
  db
    .selectFrom('screen_alert as a')
    .innerJoin('screen as s', 's.id', 'a.screen_id')
    .innerJoin('target as t', 't.id', 's.target_id')
    .leftJoin('member as m', 'm.id', 'a.acknowledged_by')
    .select(['a.id', 'a.kind', 'a.detail', 'a.since', 'a.closed_at', 'a.acknowledged_at', 'a.note'])
    .select(['s.id as screen', 's.name', 's.place', 's.contact', 't.id as group', 't.name as groupName'])
    .select(['m.id as by', 'm.name as byName', sql<Date>`a.opened_at`.as('opened')])
    .where('a.opened_at', 'is not', null);

type AlertRow = Awaited<ReturnType<ReturnType<typeof selectAlerts>['execute']>>[number];

export const alertView = (row: AlertRow): AlertView => ({
  id: row.id,
  screen: { id: row.screen, name: row.name, place: row.place, contact: row.contact },
  group: { id: row.group, name: row.groupName },
  kind: row.kind,
  detail: AlertDetail.catch('').parse(row.detail),
  since: row.since.toISOString(),
  openedAt: row.opened.toISOString(),
  ...(row.closed_at ? { closedAt: row.closed_at.toISOString() } : {}),
  ...(row.acknowledged_at && row.by !== null
    ? {
        acknowledged: {
          at: row.acknowledged_at.toISOString(),
          by: { id: row.by, name: row.byName ?? '' },
          note: row.note,
        },
      }
    : {}),
});

const newest = 20;

/** A screen's newest alerts. */
export async function alertsOf(db: Db, screenId: string): Promise<AlertView[]> {
  const rows = await selectAlerts(db)
    .where('a.screen_id', '=', screenId)
    .orderBy('a.opened_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(newest)
    .execute();
  return rows.map(alertView);
}
