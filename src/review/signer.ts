import type { Caller } from '../identity/index.js';
import type { Db, Tx } from '../store/database.js';
import { principalsOf } from './delegations/principals.js';
import type { Signer } from './procedure.js';

/** The caller with the department that they belong to now, and those for whom they act. */
export async function signerOf(
  db: Db | Tx,
  { memberId, roles }: Pick<Caller, 'memberId' | 'roles'>,
): Promise<Signer> {
  const row = await db
    .selectFrom('member')
    .select('department_id')
    .where('id', '=', memberId)
    .executeTakeFirst();
  const principals = (await principalsOf(db, [memberId])).get(memberId) ?? [];
  return { memberId, roles, departmentId: row?.department_id ?? null, principals };
}
