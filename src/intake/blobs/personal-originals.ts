import type { Hash } from '../../contract/values.js';
import { notePersonalRead, type Caller } from '../../identity/index.js';
import { transact, type Db } from '../../store/database.js';

/**
 * Writes down that a member gets a file of which the office made a cleaned copy: it holds what was masked or taken out.
 * Answers whether it is such a file; any other one leaves no trace. What once is an original stays one, so it is asked
 * before the transaction that writes the entry, and most files need none.
 */
export async function notePersonalOriginal(db: Db, caller: Caller, hash: Hash): Promise<boolean> {
  const original = await db
    .selectFrom('cleaned_file')
    .select('original')
    .where('office_id', '=', caller.officeId)
    .where('original', '=', hash)
    .limit(1)
    .executeTakeFirst();
  if (!original) return false;
  await transact(db, `member:${caller.memberId}`, (tx) =>
    notePersonalRead(tx, caller, { what: 'original', file: hash }),
  );
  return true;
}
