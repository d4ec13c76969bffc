import { sql } from 'kysely';
import type { QuotaLimit, Spent } from '../../contract/channel.js';
import type { Db } from '../../store/database.js';

/** Where days and months begin. */
const ZONE = 'Asia/Shanghai';

/**
 * Counts one use of a target's quota in its present window, all processes together, or says when the next window
 * begins. A use that was counted stays counted whatever becomes of the call.
 */
export async function spend(
  db: Db,
  targetId: string,
  name: string,
  { limit, per }: QuotaLimit,
): Promise<Spent> {
  const { rows } = await sql<{ used: number | null; next: Date }>`
    with w as (
      select date_trunc(${per}, hub_now(), ${ZONE}) as start,
        (date_trunc(${per}, hub_now() at time zone ${ZONE}) + ${`1 ${per}`}::interval) at time zone ${ZONE} as next
    ), counted as (
      insert into quota_use as q (target_id, name, window_start, used)
      select ${targetId}, ${`${name}/${per}`}, w.start, 1 from w where ${limit} > 0
      on conflict (target_id, name, window_start) do update set used = q.used + 1 where q.used < ${limit}
      returning used
    )
    select (select used from counted) as used, w.next from w`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('a quota had no window');
  return row.used === null ? { ok: false, again: row.next } : { ok: true, left: limit - row.used };
}
