import { sql } from 'kysely';
import type { Role } from '../contract/api.js';
import { permissionsOf } from '../identity/index.js';
import type { Db, Tx } from '../store/database.js';
import { decidedOfVersion } from './decided.js';
import { principalsOf } from './delegations/principals.js';
import { mayNot, procedureOf } from './procedure.js';

/** An active member, as far as it matters for who may take a step. */
interface Member {
  id: string;
  officeId: string;
  roles: readonly Role[];
  departmentId: string | null;
}

/** Everybody of an office who can sign in, by name. */
export async function activeMembers(db: Db | Tx, officeId: string): Promise<(Member & { name: string })[]> {
  return db
    .selectFrom('member')
    .select(['id', 'office_id as officeId', 'roles', 'department_id as departmentId', 'name'])
    .where('office_id', '=', officeId)
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/**
 * Of those announcements that wait in review now: the version, and which of `members` may take the step that waits.
 * Members of other offices are left out.
 */
export async function whoMayTake(
  db: Db | Tx,
  announcementIds: readonly string[],
  members: readonly Member[],
): Promise<Map<string, { versionId: string; memberIds: string[] }>> {
  const { rows } = await sql<{
    announcement: string;
    version: string;
    office: string;
    drafters: string[];
    department: string | null;
    procedure: unknown;
    category: string;
    decided: { step: string; memberId: string; forId: string | null }[];
  }>`
    select a.id as announcement, v.id as version, a.office_id as office,
      array[v.submitted_by, a.drafter_id] as drafters, m.department_id as department, v.procedure,
      v.content ->> 'category' as category, ${decidedOfVersion} as decided
    from announcement a join version v on v.id = a.current_version_id join member m on m.id = v.submitted_by
    where a.id = any(${[...announcementIds]}::uuid[]) and a.stage = 'review'`.execute(db);
  const principals = await principalsOf(db, rows.length === 0 ? [] : members.map(({ id }) => id));
  return new Map(
    rows.map(({ announcement, version, office, procedure, ...waiting }) => {
      const what = { ...waiting, procedure: procedureOf(procedure) };
      const takers = members.filter(
        ({ id, officeId, roles, departmentId }) =>
          officeId === office &&
          permissionsOf(roles).has('review.decide') &&
          mayNot(what, { memberId: id, roles, departmentId, principals: principals.get(id) ?? [] }) ===
            undefined,
      );
      return [announcement, { versionId: version, memberIds: takers.map(({ id }) => id) }];
    }),
  );
}
