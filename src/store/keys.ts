import { fingerprint, type HubSecrets } from '../platform/secrets.js';
import type { Db } from './database.js';

/** This process has other keys than the database was used with. The message is a sentence for who starts the hub. */
export class KeysRefusal extends Error {
  override readonly name = 'KeysRefusal';
}

/**
 * The first process to come leaves its keys' fingerprint; with other keys nobody could read what it encrypts, and its
 * sessions would hold on one node only.
 * @throws KeysRefusal
 */
export async function requireSameKeys(db: Db, secrets: HubSecrets, file: string): Promise<void> {
  const mine = fingerprint(secrets);
  await db
    .insertInto('hub_keys')
    .values({ fingerprint: mine })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const known = await db.selectFrom('hub_keys').select('fingerprint').executeTakeFirstOrThrow();
  if (known.fingerprint === mine) return;
  throw new KeysRefusal(
    `The keys in ${file} are not those that this database is used with: copy that file, and the folder keys beside it, from a node that runs or from a backup.`,
  );
}
