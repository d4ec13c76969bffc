import { sql } from 'kysely';
import type { Reach } from '../../contract/api.js';
import type { Db, Tx } from '../../store/database.js';
import { isOnline } from '../groups.js';

interface Row {
  id: string;
  name: string;
  place: string | null;
  contact: string | null;
  group: string;
  target_id: string;
  online: boolean;
  expected: boolean | null;
  shown_at: Date | null;
  told_at: Date;
}

/** How far the newest word above the programme of each of these groups has come. */
export async function reachOf(db: Db | Tx, targetIds: readonly string[]): Promise<Map<string, Reach>> {
  if (targetIds.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select s.id, s.name, s.place, s.contact, t.name as "group", s.target_id, ${isOnline} as online, k.expected, k.shown_at,
      coalesce(k.told_at, hub_now()) as told_at
    from screen s join alert_group a on a.target_id = s.target_id join target t on t.id = s.target_id
    left join screen_presence p on p.screen_id = s.id
    left join alert_ack k on k.target_id = a.target_id and k.seq = a.seq and k.screen_id = s.id
    where s.target_id = any(${[...targetIds]}::uuid[]) and s.revoked_at is null
    order by ${isOnline} desc, s.name, s.id`.execute(db);
  const reach = new Map<string, Reach>();
  for (const row of rows) {
    const known = reach.get(row.target_id);
    reach.set(row.target_id, joined(known ?? nothing(row.told_at), reachOfOne(row)));
  }
  return reach;
}

/** The reach of several groups as one. */
export function joined(a: Reach, b: Reach): Reach {
  return {
    screens: a.screens + b.screens,
    online: a.online + b.online,
    shown: a.shown + b.shown,
    since: a.since < b.since ? a.since : b.since,
    unreached: [...a.unreached, ...b.unreached],
  };
}

export const nothing = (since: Date): Reach => ({
  screens: 0,
  online: 0,
  shown: 0,
  since: since.toISOString(),
  unreached: [],
});

function reachOfOne(row: Row): Reach {
  const { id: screenId, name, group: groupName, online } = row;
  const isShown = row.shown_at !== null;
  return {
    screens: 1,
    online: online ? 1 : 0,
    shown: isShown ? 1 : 0,
    since: row.told_at.toISOString(),
    unreached: isShown
      ? []
      : [
          {
            ...{ screenId, name, groupName, online },
            ...(row.place ? { place: row.place } : {}),
            ...(row.contact ? { contact: row.contact } : {}),
          },
        ],
  };
}
