import type { Caller } from '../identity/index.js';
import type { Db, Tx } from '../store/database.js';
import type { Signer } from './procedure.js';

/** The caller with the department that they belong to now. */
export async function signerOf(db: Db | Tx, { memberId, roles }: Caller): Promise<Signer> {
  const row = await db
    .selectFrom('member')
    .select('department_id')
    .where('id', '=', memberId)
    .executeTakeFirst();
  return { memberId, roles, departmentId: row?.department_id ?? null };
}
