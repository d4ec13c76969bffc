import type { PersonalData } from '../contract/api.js';
import type { Json } from '../contract/values.js';
import type { Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import type { Caller } from './caller.js';

/**
 * Writes down that a member reads personal data: in the transaction of the read, before the data is handed out, and
 * without any of it. The entry names no announcement of its own, so that receipts and records, which leave the office, do
 * not tell who read what.
 */
export async function notePersonalRead(
  tx: Tx,
  { officeId, memberId, byToken }: Caller,
  { what, ...about }: { what: PersonalData; announcement?: string; file?: string; count?: number },
): Promise<void> {
  const data: Record<string, Json> = { what, ...about, ...(byToken === true && { byToken }) };
  await appendLedger(tx, [{ officeId, actor: `member:${memberId}`, kind: 'personal.read', data }]);
}
