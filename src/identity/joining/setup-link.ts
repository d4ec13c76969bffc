import { sql } from 'kysely';
import { newId } from '../../platform/ids.js';
import type { Tx } from '../../store/database.js';
import { hashSecret, newSecret } from '../links.js';

/** Whoever starts the hub reads the link on the terminal; a later start makes a new one. */
const SETUP_DAYS = 30;

/**
 * A link by which the first administrator of an office comes in and names it. The one before it works no more.
 * Returns its secret.
 */
export async function issueSetupLink(tx: Tx, officeId: string): Promise<string> {
  const token = newSecret();
  await tx
    .updateTable('invitation')
    .set({ ended_at: sql<Date>`hub_now()` })
    .where('office_id', '=', officeId)
    .where('names_office', '=', true)
    .where('ended_at', 'is', null)
    .execute();
  await tx
    .insertInto('invitation')
    .values({
      id: newId(),
      office_id: officeId,
      token_hash: hashSecret(token),
      name: '',
      roles: ['administrator'],
      names_office: true,
      expires_at: sql<Date>`hub_now() + make_interval(days => ${SETUP_DAYS})`,
    })
    .execute();
  return token;
}
