import type { Decide } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Tx } from '../store/database.js';
import type { LockedVersion } from './locked.js';

/** A decision is about exactly what was seen. @throws HubError `hash_mismatch` (facts: both hashes) */
export async function compare(
  tx: Tx,
  version: LockedVersion,
  decision: Pick<Decide, 'versionHash' | 'renditionHashes'>,
): Promise<void> {
  const mismatch = (seen: string, now: string, what: string): HubError =>
    new HubError('hash_mismatch', `${what} is not what you looked at; look at it again`, {
      facts: { seen, current: now },
    });
  if (version.currentId !== undefined && version.currentId !== version.id) {
    const { hash } = await tx
      .selectFrom('version')
      .select('hash')
      .where('id', '=', version.currentId)
      .executeTakeFirstOrThrow();
    throw mismatch(decision.versionHash, hash, 'the version');
  }
  if (version.hash !== decision.versionHash)
    throw mismatch(decision.versionHash, version.hash, 'the version');
  const targets = new Set([...Object.keys(version.renditions), ...Object.keys(decision.renditionHashes)]);
  for (const target of targets) {
    const seen = decision.renditionHashes[target] ?? 'none';
    const now = version.renditions[target] ?? 'none';
    if (seen !== now) throw mismatch(seen, now, `the rendition for target ${target}`);
  }
}
