import { Inject, Injectable } from '@nestjs/common';
import type { Decide, VersionDetail } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { lockVersion, type LockedVersion } from './locked.js';
import { ReviewReader } from './review.reader.js';
import { signerOf } from './signer.js';
import { takeStep } from './take-step.js';

/** Takes decisions on exactly what was seen. */
@Injectable()
export class Reviews {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly reader: ReviewReader,
  ) {}

  /**
   * Approves or returns the version at the step that waits.
   * Rejects with `hash_mismatch` (facts: both hashes) when anything differs from what the caller saw, with
   * `drafter_may_not_decide`, `forbidden`, `already_decided`, `findings_open` (facts: their ids) or `wrong_state`. The last approval approves the version.
   */
  async decide(caller: Caller, versionId: string, decision: Decide): Promise<VersionDetail> {
    const actor = `member:${caller.memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const version = await lockVersion(tx, caller.officeId, versionId);
      await compare(tx, version, decision);
      const { verdict, opinion, answers } = decision;
      const signer = { ...(await signerOf(tx, caller)), permissions: caller.permissions };
      await takeStep(tx, version, { actor, signer, verdict, opinion, answers });
    });
    return this.reader.detail(caller, versionId);
  }
}

async function compare(tx: Tx, version: LockedVersion, decision: Decide): Promise<void> {
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
