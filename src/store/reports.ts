import { sql } from 'kysely';
import type { Report } from '../contract/channel.js';
import { Id, type Json } from '../contract/values.js';
import type { Db, Tx } from './database.js';
import { notify } from './notify.js';

/**
 * Stores what the other side or a person said about `ref`, once for each `id` of a target, and makes a look due at the
 * items whose key or whose receipt's ref it is. Resolves false when the report was known.
 */
export async function storeReport(
  tx: Tx | Db,
  targetId: string,
  ref: string,
  { id, message }: { id: string; message: Json },
): Promise<boolean> {
  const { rows } = await sql`
    insert into report (target_id, id, ref, message) values (${targetId}, ${id}, ${ref}, ${JSON.stringify(message)})
    on conflict do nothing returning id`.execute(tx);
  if (rows.length === 0) return false;
  await wake(tx, targetId, ref);
  return true;
}

/** What is held by a worker now is due again right behind its outcome. */
async function wake(tx: Tx | Db, targetId: string, ref: string): Promise<void> {
  const key = Id.safeParse(ref).data ?? null;
  await sql`
    update delivery set due_at = hub_now()
    where state in ('sending', 'accepted', 'with_person', 'live', 'missing') and id = any(array(
      select d.id from delivery first join delivery d on d.announcement_id = first.announcement_id
        and d.target_id = first.target_id and d.item_key = first.id
      where first.id = ${key}::uuid and first.target_id = ${targetId}
      union all
      select d.id from delivery d where d.target_id = ${targetId} and d.receipt ->> 'ref' = ${ref} and d.receipt is not null
        and d.state in ('sending', 'accepted', 'with_person', 'live', 'missing')))`.execute(tx);
  await notify(tx, 'hub_due');
}

/** The reports under a ref, oldest first. */
export async function readReports(db: Db | Tx, targetId: string, ref: string): Promise<Report[]> {
  return db
    .selectFrom('report')
    .select(['at', 'message'])
    .where('target_id', '=', targetId)
    .where('ref', '=', ref)
    .orderBy('at')
    .orderBy('id')
    .execute();
}
