import { sql } from 'kysely';
import type { CommandState, CommandView } from '../../contract/api.js';
import type { Db } from '../../store/database.js';

/** What a screen has not done within this time is not asked of it any more. */
export const commandMinutes = 10;
/** Whether the command of the row `c` may still be carried out. */
export const isFresh = sql<boolean>`c.issued_at > hub_now() - make_interval(mins => ${commandMinutes})`;
const newest = 20;

/** A screen's newest commands and what came of them. */
export async function commandsOf(db: Db, screenId: string): Promise<CommandView[]> {
  const rows = await db
    .selectFrom('screen_command as c')
    .innerJoin('member as m', 'm.id', 'c.issued_by')
    .select(['c.id', 'c.kind', 'c.issued_at', 'c.answered_at', 'c.ok', 'c.detail', 'c.picture'])
    .select(['m.id as by', 'm.name', isFresh.as('fresh')])
    .where('c.screen_id', '=', screenId)
    .orderBy('c.issued_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(newest)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: stateOf(row),
    issuedAt: row.issued_at.toISOString(),
    issuedBy: { id: row.by, name: row.name },
    ...(row.answered_at ? { answeredAt: row.answered_at.toISOString() } : {}),
    ...(row.detail === null ? {} : { detail: row.detail }),
    picture: row.picture !== null,
  }));
}

function stateOf({ ok, fresh }: { ok: boolean | null; fresh: boolean }): CommandState {
  if (ok !== null) return ok ? 'done' : 'failed';
  return fresh ? 'waiting' : 'expired';
}
