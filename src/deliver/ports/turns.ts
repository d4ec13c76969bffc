import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { newId } from '../../platform/ids.js';
import type { Db } from '../../store/database.js';

/** A turn that its owner does not give back ends by itself after this long. Longer than any run. */
const TURN_MS = 60_000;
/** Somebody who waits for a turn gives up after this long. */
const PATIENCE_MS = 15_000;
const ASK_MS = 40;

/**
 * Runs `work` while nobody else runs the same thing for the target, in any process. Holds no connection while it
 * waits. Rejects when the turn does not come in time.
 */
export async function exclusive<T>(
  db: Db,
  targetId: string,
  name: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const owner = newId();
  const end = performance.now() + PATIENCE_MS;
  while (!(await take(db, targetId, name, owner))) {
    if (performance.now() > end) throw new Error(`another process has been busy with ${name} for too long`);
    await pause(ASK_MS, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await db
      .deleteFrom('turn')
      .where('target_id', '=', targetId)
      .where('name', '=', name)
      .where('owner', '=', owner)
      .execute();
  }
}

async function take(db: Db, targetId: string, name: string, owner: string): Promise<boolean> {
  const { rows } = await sql`
    insert into turn as t (target_id, name, owner, until)
    values (${targetId}, ${name}, ${owner}, hub_now() + ${TURN_MS} * interval '1 millisecond')
    on conflict (target_id, name) do update set owner = excluded.owner, until = excluded.until
      where t.until <= hub_now() returning owner`.execute(db);
  return rows.length > 0;
}
