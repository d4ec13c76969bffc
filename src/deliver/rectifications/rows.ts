import { sql, type RawBuilder } from 'kysely';
import type { RectificationRow } from '../../contract/api.js';
import { dayText } from '../../contract/kit/office-time.js';
import { databaseNow, type Db, type Tx } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import { clockOf, standingActs, stateAfter, type StandingAct } from './rules.js';

type Known = Omit<RectificationRow, 'state' | 'clock' | 'signed'>;
interface Row {
  known: Known;
  act: StandingAct;
  signed: RectificationRow['signed'] | null;
  /** With microseconds, for the cursor. */
  at: string;
}

export interface RectificationRead {
  row: RectificationRow;
  at: string;
}

/** The last of the steps that say where it stands; `r` is the rectification. */
export const standing = sql`(
  select act, at, member_id from rectification_step x
  where x.rectification_id = r.id and x.act = any(${[...standingActs]}) order by x.number desc limit 1)`;

/** Its last day, as text. */
export const dueOn = sql`(
  select x.due_on from rectification_step x where x.rectification_id = r.id and x.due_on is not null
  order by x.number desc limit 1)`;

/** Rectifications with how they stand now. `which` speaks of `r`, the rectification, `s`, its standing, and `d`, its last day. */
export async function readRows(db: Db | Tx, which: RawBuilder<unknown>): Promise<RectificationRead[]> {
  const { rows } = await sql<Row>`
    select json_strip_nulls(json_build_object('id', r.id, 'announcementId', a.id, 'title', a.title, 'origin', r.origin,
        'recall', case when q.id is not null then json_build_object('id', q.id, 'reason', q.reason) end,
        'dueOn', d.due_on::text, 'openedAt', ${iso(sql`r.opened_at`)},
        'openedBy', json_build_object('id', o.id, 'name', o.name))) as known,
      s.act, case when s.act = 'signed' then json_build_object('at', ${iso(sql`s.at`)},
        'by', json_build_object('id', m.id, 'name', m.name)) end as signed,
      to_char(r.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from rectification r join announcement a on a.id = r.announcement_id join member o on o.id = r.opened_by
      left join recall_request q on q.id = r.recall_id
      join lateral ${standing} s on true join lateral ${dueOn} d on true join member m on m.id = s.member_id
    where ${which}`.execute(db);
  const today = dayText(await databaseNow(db));
  return rows.map(({ known, act, signed, at }) => {
    const state = stateAfter(act);
    const clock = clockOf(state, known.dueOn, today);
    return { at, row: { ...known, state, clock, ...(signed && { signed }) } };
  });
}
