import type { Hash } from '../../contract/values.js';
import { notePersonalRead, type Caller } from '../../identity/index.js';
import type { Db } from '../../store/database.js';

/**
 * Writes down that a member gets a file of which the office made a cleaned copy: it holds what was masked or taken out.
 * Answers whether it is such a file; any other one leaves no trace.
 */
export async function notePersonalOriginal(db: Db, caller: Caller, hash: Hash): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const original = await tx
      .selectFrom('cleaned_file')
      .select('original')
      .where('office_id', '=', caller.officeId)
      .where('original', '=', hash)
      .limit(1)
      .executeTakeFirst();
    if (original) await notePersonalRead(tx, caller, { what: 'original', file: hash });
    return original !== undefined;
  });
}
