import { sql } from 'kysely';
import type { Db, Tx } from '../../store/database.js';
import type { Principal } from '../procedure.js';

/** Whose steps are these members' now, by member; who was switched off gives nothing. */
export async function principalsOf(
  db: Db | Tx,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Principal[]>> {
  const found = new Map<string, Principal[]>();
  if (memberIds.length === 0) return found;
  const { rows } = await sql<Principal & { toId: string }>`
    select g.to_id as "toId", g.id as "delegationId", g.categories, m.id as "memberId", m.name, m.roles,
      m.department_id as "departmentId"
    from delegation g join member m on m.id = g.from_id
    where g.to_id = any(${[...memberIds]}::uuid[]) and g.revoked_at is null and g.starts_at <= hub_now()
      and g.ends_at > hub_now() and m.disabled_at is null
    order by g.created_at, g.id`.execute(db);
  for (const { toId, ...principal } of rows) found.set(toId, [...(found.get(toId) ?? []), principal]);
  return found;
}
