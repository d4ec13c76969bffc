import { sql } from 'kysely';
import type { VersionDetail } from '../../contract/api.js';
import { permissionsOf } from '../../identity/index.js';
import type { Db } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import { actsFor, type Waiting } from '../procedure.js';
import { activeMembers } from '../takers.js';
import { principalsOf } from './principals.js';

/** Who takes the step that waits for somebody else at the moment. */
export async function standInsOf(
  db: Db,
  officeId: string,
  waiting: Waiting,
): Promise<VersionDetail['standIns']> {
  const members = await activeMembers(db, officeId);
  const principals = await principalsOf(
    db,
    members.map(({ id }) => id),
  );
  if (principals.size === 0) return [];
  const acting = members.flatMap(({ id, name, roles, departmentId }) => {
    if (!permissionsOf(roles).has('review.decide')) return [];
    const signer = { memberId: id, roles, departmentId, principals: principals.get(id) ?? [] };
    const principal = actsFor(waiting, signer);
    return principal ? [{ principal, to: { id, name } }] : [];
  });
  const { rows } = await sql<{ id: string; until: string }>`
    select id, ${iso(sql`ends_at`)} as until from delegation
    where id = any(${acting.map(({ principal }) => principal.delegationId)}::uuid[])`.execute(db);
  const ends = new Map(rows.map(({ id, until }) => [id, until]));
  return acting.map(({ principal, to }) => ({
    from: { id: principal.memberId, name: principal.name },
    to,
    until: ends.get(principal.delegationId) ?? '',
  }));
}
