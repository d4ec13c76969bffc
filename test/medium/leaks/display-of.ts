import type { OfficeAtWork } from './office-at-work.js';
import type { Owned } from './owned.js';

/** Another office's group of screens. */
export async function displayOf(owned: Owned, { hub }: OfficeAtWork): Promise<string> {
  const { id } = await hub.db
    .selectFrom('target')
    .select('id')
    .where('channel', '=', 'display')
    .where('id', 'in', owned.targets)
    .executeTakeFirstOrThrow();
  return id;
}
