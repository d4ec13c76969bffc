import { sql } from 'kysely';
import type { AlertKind, ScreenView } from '../contract/api.js';
import type { Db, Tx } from '../store/database.js';
import { isOnline } from './groups.js';

/** The office's screens as its members see them, by name; all of them, or those of `ids`. One query, whatever their number. */
export async function screenViews(
  db: Db | Tx,
  officeId: string,
  ids?: readonly string[],
): Promise<ScreenView[]> {
  const rows = await db
    .with('open', (cte) =>
      cte
        .selectFrom('screen_alert as a')
        .select(['a.screen_id', sql<AlertKind[]>`array_agg(a.kind order by a.opened_at)`.as('kinds')])
        .where('a.office_id', '=', officeId)
        .where('a.closed_at', 'is', null)
        .where('a.opened_at', 'is not', null)
        .groupBy('a.screen_id'),
    )
    .selectFrom('screen as s')
    .innerJoin('target as t', 't.id', 's.target_id')
    .leftJoin('screen_group as g', 'g.target_id', 's.target_id')
    .leftJoin('screen_presence as p', 'p.screen_id', 's.id')
    .leftJoin('open as o', 'o.screen_id', 's.id')
    // What a screen claims to show is told only when it is its own office's: else it could ask for any title.
    .leftJoin('screen_item as i', (join) =>
      join.on(sql<boolean>`i.key = (p.showing->>'key')::uuid`).onRef('i.office_id', '=', 's.office_id'),
    )
    .leftJoin('delivery as d', 'd.id', 'i.key')
    .leftJoin('version as v', 'v.id', 'd.version_id')
    .select(['s.id', 's.name', 's.target_id', 's.claimed_at', 's.tags', 's.place', 's.contact'])
    .select(['t.name as target', 'g.epoch as wanted', 'o.kinds'])
    .select(['p.last_seen_at', 'p.epoch', 'p.viewport', 'p.showing', isOnline.as('online')])
    .select(['i.key as shown', sql<string | null>`v.content->>'title'`.as('title')])
    .where('s.office_id', '=', officeId)
    .where('s.revoked_at', 'is', null)
    .$if(ids !== undefined, (query) => query.where(sql<boolean>`s.id = any(${[...(ids ?? [])]}::uuid[])`))
    .orderBy('s.name')
    .orderBy('s.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    tags: row.tags,
    place: row.place,
    contact: row.contact,
    targetId: row.target_id,
    targetName: row.target,
    online: row.online,
    ...(row.last_seen_at && !row.online ? { lastSeenAt: row.last_seen_at.toISOString() } : {}),
    claimedAt: row.claimed_at.toISOString(),
    ...(row.online && row.showing && row.shown
      ? { showing: { ...row.showing, title: row.title ?? '' } }
      : {}),
    ...(row.epoch === null ? {} : { epoch: Number(row.epoch) }),
    wantedEpoch: Number(row.wanted ?? 0),
    ...(row.viewport ? { viewport: row.viewport } : {}),
    alerts: row.kinds ?? [],
  }));
}
