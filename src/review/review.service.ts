import { Inject, Injectable } from '@nestjs/common';
import type { Decide, VersionDetail } from '../contract/api.js';
import type { Caller } from '../identity/index.js';
import { DATABASE, transact, type Db } from '../store/database.js';
import { compare } from './compare.js';
import { lockVersion } from './locked.js';
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
   * Approves, returns or withholds the version at the step that waits.
   * Rejects with `hash_mismatch` (facts: both hashes) when anything differs from what the caller saw, with
   * `drafter_may_not_decide`, `forbidden`, `already_decided`, `findings_open` (facts: their ids) or `wrong_state`. The last
   * approval approves the version; it is refused with `consultations_open` (facts: which) while a body that was asked has
   * not answered for this text. What is withheld is over with that step, whichever it was; `invalid_time` when its next
   * look is not within a year.
   */
  async decide(caller: Caller, versionId: string, decision: Decide): Promise<VersionDetail> {
    const actor = `member:${caller.memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const version = await lockVersion(tx, caller.officeId, versionId);
      await compare(tx, version, decision);
      const { verdict, opinion, answers, withhold } = decision;
      const signer = { ...(await signerOf(tx, caller)), permissions: caller.permissions };
      await takeStep(tx, version, { actor, signer, verdict, opinion, answers, withhold });
    });
    return this.reader.detail(caller, versionId);
  }
}
